/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BaggageLimitsTests {

	private final BaggageLimits limits = new BaggageLimits(20, 3, 5);

	@Test
	void whatIsWithinTheLimitsStaysAsItIs() {
		for (String header : new String[] { "", "a=1", "a=12345,b=2;p=5", "a=1,b=2,c=3", "a=12345,b=12345,c=12" }) {
			assertThat(this.limits.cut(header)).isSameAs(header);
		}
	}

	@Test
	void entriesAfterTheMostAreDropped() {
		assertThat(this.limits.cut("a=1,b=2,c=3,d=4")).isEqualTo("a=1,b=2,c=3");
	}

	@Test
	void entryWithALongValueIsDropped() {
		assertThat(this.limits.cut("a=123456,b=2")).isEqualTo("b=2");
		assertThat(this.limits.cut("a=12345;property,b=2")).isEqualTo("a=12345;property,b=2");
		assertThat(this.limits.cut("nonsense,b=2")).isEqualTo("b=2");
	}

	@Test
	void entriesThatDoNotFitAreDropped() {
		assertThat(this.limits.cut("a=12345,b=12345,c=123")).isEqualTo("a=12345,b=12345");
		assertThat(this.limits.cut("longlonglonglong=12345,b=1")).isEmpty();
	}

	@Test
	void whatIsFarTooLongIsNotReadAtAll() {
		assertThat(this.limits.cut("a=1," + "b".repeat(37))).isEqualTo("a=1");
		assertThat(this.limits.cut("a=1," + "b".repeat(38))).isEmpty();
	}

	@Test
	void illegibleEntriesAreDropped() {
		BaggageLimits wide = new BaggageLimits(8192, 64, 8192);
		assertThat(wide.cut(" a = 1 ; p , b=%41")).isEqualTo(" a = 1 ; p , b=%41");
		assertThat(wide.cut("a=1,,b=%4,c=\"3\",=4,d d=5,e=6 6,f\u00e9=7,g=8")).isEqualTo("a=1,g=8");
		assertThat(wide.cut("=,;;,%%%=%,a")).isEmpty();
		assertThat(wide.cut("%=%;%,=;=,\u00ff")).isEmpty();
	}

	@Test
	void nothingIsReadBehindEightEntriesThatSayNothing() {
		BaggageLimits wide = new BaggageLimits(8192, 64, 8192);
		assertThat(wide.cut("a=1," + "x,".repeat(7) + "b=2")).isEqualTo("a=1,b=2");
		assertThat(wide.cut("a=1," + "x,".repeat(8) + "b=2")).isEqualTo("a=1");
	}

	@Test
	void everythingThatTheSpecificationAllowsStays() {
		BaggageLimits wide = new BaggageLimits(8192, 64, 8192);
		Random random = new Random(42);
		for (int i = 0; i < 10_000; i++) {
			String header = header(random);
			assertThat(wide.cut(header)).isSameAs(header);
		}
	}

	private static String header(Random random) {
		List<String> entries = new ArrayList<>();
		for (int i = random.nextInt(5); i >= 0; i--) {
			String key = text(random, 1, "az09AZ!#$%&'*+-.^_`|~");
			String value = text(random, 0, "az09AZ!#$&'()*+-./:<=>?@[]^_`{|}~") + (random.nextBoolean() ? "%c3%A9" : "");
			entries.add(" ".repeat(random.nextInt(2)) + key + "\t".repeat(random.nextInt(2)) + "= " + value
					+ (random.nextBoolean() ? " ;p=\"1\";q" : ""));
		}
		return String.join(",", entries);
	}

	private static String text(Random random, int least, String characters) {
		StringBuilder text = new StringBuilder();
		for (int length = least + random.nextInt(6); length > 0; length--) {
			text.append(characters.charAt(random.nextInt(characters.length())));
		}
		return text.toString();
	}

}
