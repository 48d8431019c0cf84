/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code docs/best-practices.md} is complete, and that the properties and
 * tests that it names exist.
 */
class BestPracticesPageTests {

	private static final int[] SUBSECTIONS = { 3, 3, 3, 3, 3, 3, 3, 3, 3, 2 };

	private static final String NOT_COVERED = "not covered";

	private final List<String[]> rows = ProjectFiles.read(ProjectFiles.root().resolve("docs/best-practices.md"))
		.lines()
		.filter((line) -> line.matches("\\| [0-9PA][0-9.]* \\|.*"))
		.map((line) -> line.substring(1, line.length() - 1).split("\\|"))
		.toList();

	@Test
	void pageHasRowForEachSectionPracticeAndAntiPattern() {
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < SUBSECTIONS.length; i++) {
			String section = (i + 1) + ".";
			IntStream.rangeClosed(1, SUBSECTIONS[i]).forEach((number) -> expected.add(section + number));
		}
		IntStream.rangeClosed(1, 12).forEach((number) -> expected.add("P" + number));
		IntStream.rangeClosed(1, 10).forEach((number) -> expected.add("A" + number));
		assertThat(this.rows).extracting((row) -> row[0].strip()).containsExactlyElementsOf(expected);
	}

	@Test
	void everyRowSaysWhatIsDone() {
		assertThat(this.rows).allSatisfy((row) -> {
			assertThat(row).as("cells of %s", row[0]).hasSize(5);
			assertThat(row[2].strip()).as("what is done for %s", row[0]).isNotEmpty();
		});
	}

	@Test
	void everyRowNamesTestUnlessItIsNotCovered() {
		assertThat(this.rows).allSatisfy((row) -> assertThat(!inCode(row[4]).isEmpty()).as("a test for %s", row[0])
			.isNotEqualTo(row[2].strip().equals(NOT_COVERED)));
	}

	@Test
	void everyNamedTestExists() throws IOException {
		assertThat(this.rows).flatExtracting((row) -> inCode(row[4])).isSubsetOf(testClasses());
	}

	@Test
	void everyNamedPropertyExists() {
		List<String> properties = PropertyMetadata.all().stream().map(PropertyMetadata::name).toList();
		assertThat(this.rows).flatExtracting((row) -> inCode(row[3])).isSubsetOf(properties);
	}

	private static List<String> inCode(String cell) {
		return Pattern.compile("`([^`]+)`")
			.matcher(cell)
			.results()
			.map((MatchResult result) -> result.group(1))
			.toList();
	}

	private static Set<String> testClasses() throws IOException {
		try (Stream<Path> files = Files.walk(ProjectFiles.root())) {
			return files.filter((file) -> !file.toString().contains("/target/"))
				.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith("Tests.java"))
				.map((name) -> name.substring(0, name.length() - ".java".length()))
				.collect(Collectors.toSet());
		}
	}

}
