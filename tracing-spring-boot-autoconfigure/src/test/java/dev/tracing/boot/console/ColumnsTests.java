/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ColumnsTests {

	@ParameterizedTest
	@CsvSource({ "'', 0", "abc, 3", "é, 1", "支付, 4", "ﾊﾟ, 2", "ｆ, 2", "한국, 4", "e\u0301, 1", "📦, 2", "├─ ×, 4",
			"❤️, 2", "👩‍💻, 2", "👍🏽, 2", "🇩🇪, 2", "\u200D, 0", "\uD83D, 1" })
	void textTakesSoManyColumns(String text, int width) {
		assertThat(Columns.width(text)).isEqualTo(width);
	}

	@Test
	void fillsUpByColumns() {
		assertThat(Columns.left("支付", 6)).isEqualTo("支付  ");
		assertThat(Columns.right("支付", 6)).isEqualTo("  支付");
		assertThat(Columns.left("abc", 2)).isEqualTo("abc");
	}

	@Test
	void cutsByColumnsAndNeverInsideAPair() {
		assertThat(Columns.cut("abcdef", 6, "…")).isEqualTo("abcdef");
		assertThat(Columns.cut("abcdefg", 6, "…")).isEqualTo("abcde…");
		assertThat(Columns.cut("支付处理", 6, "…")).isEqualTo("支付…");
		assertThat(Columns.cut("📦📦📦", 4, "…")).isEqualTo("📦…");
		assertThat(Columns.cut("abcdefg", 6, "...")).isEqualTo("abc...");
		assertThat(Columns.cut("e\u0301e\u0301", 2, "…")).isEqualTo("e\u0301e\u0301");
	}

	@Test
	void longTextIsCutBeforeTheLookAtEachCharacterButNeverInsideAPair() {
		assertThat(Columns.fit("abcdefg", 6, "…")).isEqualTo("abcde…");
		assertThat(Columns.fit("a\nb", 6, "…")).isEqualTo("a\\nb");
		assertThat(Columns.fit("📦".repeat(10_000), 4, "…")).isEqualTo("📦…");
		String marks = "a" + "\u0301".repeat(6);
		assertThat(Columns.fit(marks + "📦", 2, "…")).isEqualTo(marks);
	}

	@Test
	void harmlessTextStaysTheSameObject() {
		String text = "支付 👩‍💻 é";
		assertThat(Columns.neutral(text)).isSameAs(text);
	}

	@Test
	void controlCharactersBecomeVisible() {
		assertThat(Columns.neutral("a\u0000\u007f\u0085\u2028\u202e\u200b\uD83D"))
			.isEqualTo("a\\u0000\\u007f\\u0085\\u2028\\u202e\\u200b\\ud83d");
	}

	@ParameterizedTest
	@CsvSource({ "0, 0.0 ms", "420000, 0.4 ms", "9949999, 9.9 ms", "9950000, 10 ms", "999499999, 999 ms",
			"999500000, 1.0 s", "59949999999, 59.9 s", "59950000000, 1 min 0 s", "125000000000, 2 min 5 s" })
	void durationsAreShort(long nanos, String text) {
		assertThat(Durations.text(nanos)).isEqualTo(text);
	}

	@Test
	void rangesHaveOneUnitIfTheyCan() {
		assertThat(Durations.range(12_000_000, 40_000_000, "–")).isEqualTo("12–40 ms");
		assertThat(Durations.range(12_000_000, 1_400_000_000, "–")).isEqualTo("12 ms–1.4 s");
		assertThat(Durations.range(12_000_000, 12_100_000, "–")).isEqualTo("12 ms");
	}

	@Test
	void glyphsFollowTheCharset() {
		assertThat(Glyphs.of(StandardCharsets.UTF_8)).isEqualTo(Glyphs.UNICODE);
		assertThat(Glyphs.of(StandardCharsets.US_ASCII)).isEqualTo(Glyphs.ASCII);
		assertThat(ConsoleOutput.of("US-ASCII").glyphs()).isEqualTo(Glyphs.ASCII);
	}

}
