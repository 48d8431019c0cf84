/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures the built-in rules: all secrets of the corpus are found, and nothing that only
 * looks like one.
 */
class RedactionCorpusTests {

	private static final long[] SEEDS = { 20260719, 42, 7 };

	private final Redaction redaction = Redactions.of();

	@Test
	void findsEverySecretAndNothingElse() throws IOException {
		List<CorpusLine> lines = new ArrayList<>(written());
		int written = lines.size();
		for (long seed : SEEDS) {
			lines.addAll(GeneratedCorpus.positives(seed));
			lines.addAll(GeneratedCorpus.negatives(seed));
		}
		List<CorpusLine> missed = new ArrayList<>();
		List<CorpusLine> mistaken = new ArrayList<>();
		int positives = 0;
		for (CorpusLine line : lines) {
			String result = Redactions.redact(this.redaction, line.key(), line.text());
			positives += line.secret().isEmpty() ? 0 : 1;
			if (!line.secret().isEmpty() && (result.contains(line.secret()) || !result.contains("REDACTED"))) {
				missed.add(line);
			}
			if (line.secret().isEmpty() && !result.equals(line.text())) {
				mistaken.add(line);
			}
		}
		int found = positives - missed.size();
		System.out.printf("Corpus of %d lines (%d written by hand): recall %.4f of %d positives, precision %.4f%n",
				lines.size(), written, found / (double) positives, positives,
				found / (double) (found + mistaken.size()));
		assertThat(written).isGreaterThanOrEqualTo(120);
		assertThat(lines).hasSizeGreaterThan(2 * written);
		assertThat(missed).as("missed").isEmpty();
		assertThat(mistaken).as("mistaken").isEmpty();
	}

	@Test
	void nothingIsRedactedTwice() throws IOException {
		for (CorpusLine line : written()) {
			String once = Redactions.redact(this.redaction, "app.note", line.text());
			assertThat(Redactions.redact(this.redaction, "app.note", once)).isEqualTo(once);
		}
	}

	// Family, key, text and secret, separated by tabs; \n stands for a line break.
	private static List<CorpusLine> written() throws IOException {
		try (InputStream input = RedactionCorpusTests.class.getResourceAsStream("corpus.tsv")) {
			assertThat(input).isNotNull();
			String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
			return text.lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> line.replace("\\n", "\n").split("\t", -1))
				.map((columns) -> new CorpusLine(columns[0], columns[1], columns[2],
						(columns.length > 3) ? columns[3] : ""))
				.toList();
		}
	}

}
