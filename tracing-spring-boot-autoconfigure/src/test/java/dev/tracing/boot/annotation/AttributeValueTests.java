/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class AttributeValueTests {

	private final AttributeValue values = new AttributeValue(10, 3);

	@ParameterizedTest
	@MethodSource
	void valueKeepsItsType(Object object, Object value) {
		assertThat(this.values.of(object)).isEqualTo(value);
	}

	static Stream<Arguments> valueKeepsItsType() {
		UUID uuid = UUID.fromString("00000000-0000-0000-0000-000000000001");
		GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
		calendar.setTimeInMillis(0);
		return Stream.of(Arguments.of(true, true), Arguments.of((byte) 1, 1L), Arguments.of((short) 2, 2L),
				Arguments.of(3, 3L), Arguments.of(4L, 4L), Arguments.of(new AtomicInteger(5), 5L),
				Arguments.of(new AtomicLong(6), 6L), Arguments.of(BigInteger.TEN, 10L), Arguments.of(1.5f, 1.5),
				Arguments.of(2.5, 2.5), Arguments.of(new BigDecimal("99.95"), 99.95), Arguments.of("text", "text"),
				Arguments.of(new StringBuilder("built"), "built"), Arguments.of('c', "c"),
				Arguments.of(uuid, uuid.toString()), Arguments.of(Loud.QUIET, "QUIET"),
				Arguments.of(DayOfWeek.MONDAY, "MONDAY"), Arguments.of(Duration.ofSeconds(90), "PT1M30S"),
				Arguments.of(Period.ofDays(2), "P2D"), Arguments.of(Instant.EPOCH, "1970-01-01T00:00:00Z"),
				Arguments.of(LocalDate.EPOCH, "1970-01-01"), Arguments.of(new Date(0), "1970-01-01T00:00:00Z"),
				Arguments.of(new Timestamp(0), "1970-01-01T00:00:00Z"),
				Arguments.of(new java.sql.Date(0), "1970-01-01T00:00:00Z"),
				Arguments.of(calendar, "1970-01-01T00:00:00Z"), Arguments.of(Optional.of(7), 7L),
				Arguments.of(Optional.of(Optional.of("in")), "in"), Arguments.of(OptionalInt.of(8), 8L),
				Arguments.of(new int[] { 1, 2 }, List.of(1L, 2L)), Arguments.of(new byte[] { 1 }, List.of(1L)),
				Arguments.of(new boolean[] { true }, List.of(true)), Arguments.of(new double[] { 0.5 }, List.of(0.5)),
				Arguments.of(new String[] { "a", null, "b" }, List.of("a", "b")),
				Arguments.of(List.of(Loud.QUIET), List.of("QUIET")), Arguments.of(Set.of(1), List.of(1L)),
				Arguments.of(List.of(1, 2L, (short) 3), List.of(1L, 2L, 3L)),
				Arguments.of(List.of(1, 2.5), List.of(1.0, 2.5)));
	}

	@Test
	void emptyIsAbsent() {
		assertThat(this.values.of(Optional.empty())).isSameAs(AttributeValue.ABSENT);
		assertThat(this.values.of(OptionalLong.empty())).isSameAs(AttributeValue.ABSENT);
		assertThat(this.values.of(List.of())).isSameAs(AttributeValue.ABSENT);
		assertThat(this.values.of(Collections.singletonList(null))).isSameAs(AttributeValue.ABSENT);
		assertThat(this.values.of(new long[0])).isSameAs(AttributeValue.ABSENT);
	}

	@Test
	void anyOtherObjectIsRefusedWithoutItsText() {
		assertThat(this.values.of(new Entity())).isNull();
		assertThat(this.values.of(Optional.of(new Entity()))).isNull();
		assertThat(this.values.of(List.of("a", new Entity()))).isNull();
		assertThat(this.values.of(new Object[] { new Entity() })).isNull();
		assertThat(this.values.of(List.of(List.of("a")))).isNull();
		assertThat(this.values.of(List.of("a", 1))).isNull();
		assertThat(this.values.of(BigInteger.ONE.shiftLeft(64))).isNull();
	}

	@Test
	void listIsBoundedBeforeItIsRead() {
		assertThat(this.values.of(Arrays.asList(1, 2, 3, new Entity()))).isEqualTo(List.of(1L, 2L, 3L));
		assertThat(this.values.of(new int[] { 1, 2, 3, 4 })).isEqualTo(List.of(1L, 2L, 3L));
		assertThat(this.values.of(new ArrayList<>(Collections.nCopies(1_000_000, "x"))))
			.isEqualTo(List.of("x", "x", "x"));
	}

	@Test
	void longTextIsCutBeforeItIsCopied() {
		assertThat(this.values.of("0123456789")).isEqualTo("0123456789");
		assertThat(this.values.of("0123456789a")).isEqualTo("0123456789");
		assertThat(this.values.of(new Endless())).isEqualTo("xxxxxxxxxx");
	}

	@Test
	void textIsNotCutInsideASurrogatePair() {
		assertThat(this.values.of("012345678\uD83D\uDE00")).isEqualTo("012345678");
	}

	enum Loud {

		QUIET;

		@Override
		public String toString() {
			throw new IllegalStateException("the text of an enum is its own business");
		}

	}

	static final class Entity {

		@Override
		public String toString() {
			throw new IllegalStateException("never to be called");
		}

	}

	private record Endless() implements CharSequence {

		@Override
		public int length() {
			return Integer.MAX_VALUE;
		}

		@Override
		public char charAt(int index) {
			return 'x';
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return "x".repeat(end - start);
		}

		@Override
		public String toString() {
			throw new OutOfMemoryError("copied as a whole");
		}

	}

}
