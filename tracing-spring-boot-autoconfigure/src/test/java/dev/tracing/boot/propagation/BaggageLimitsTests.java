/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

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

}
