/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShownValuesTests {

	private final ShownValues values = new ShownValues("tenant", 8, 2);

	@Test
	void asManyValuesAreShownAsTheLimitSays() {
		assertThat(this.values.of("a")).isEqualTo("a");
		assertThat(this.values.of("b")).isEqualTo("b");
		assertThat(this.values.of("c")).isEqualTo("(other)");
		assertThat(this.values.of("a")).isEqualTo("a");
		assertThat(this.values.hidden()).isEqualTo(1);
	}

	@Test
	void theLongestValueIsShownAndALongerOneIsNot() {
		assertThat(this.values.of("12345678")).isEqualTo("12345678");
		assertThat(this.values.of("123456789")).isNull();
	}

	@Test
	void noLineOfTheLogCanBeForged() {
		assertThat(this.values.of("a\nINFO")).isNull();
		assertThat(this.values.of("\u001b[31m")).isNull();
		assertThat(this.values.of("")).isNull();
	}

	@Test
	void whatIsNotFitDoesNotCount() {
		this.values.of("123456789");
		this.values.of("\n");
		assertThat(this.values.of("a")).isEqualTo("a");
		assertThat(this.values.of("b")).isEqualTo("b");
	}

}
