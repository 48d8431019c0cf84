/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.opentelemetry.api.trace.TraceState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ListedTraceStateTests {

	private final TraceState state = new ListedTraceState("1a=1,b@@c=2,d=3", 3);

	@Test
	void membersKeepTheirOrder() {
		List<String> keys = new ArrayList<>();
		this.state.forEach((key, value) -> keys.add(key + value));
		assertThat(keys).containsExactly("1a1", "b@@c2", "d3");
		Map<String, String> map = this.state.asMap();
		assertThat(map).containsExactly(Map.entry("1a", "1"), Map.entry("b@@c", "2"), Map.entry("d", "3"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.put("e", "5"));
		assertThat(this.state.get(null)).isNull();
	}

	@Test
	void whatIsPutGoesToTheFront() {
		assertThat(this.state.toBuilder().put("ot", "th:8").build()).hasToString("ot=th:8,1a=1,b@@c=2,d=3");
		assertThat(this.state.toBuilder().put("d", "4").build()).hasToString("d=4,1a=1,b@@c=2");
	}

	@Test
	void whatIsRemovedIsGone() {
		assertThat(this.state.toBuilder().remove("b@@c").remove("x").remove(null).build()).hasToString("1a=1,d=3");
		assertThat(this.state.toBuilder().remove("1a").remove("b@@c").remove("d").build())
			.isSameAs(TraceState.getDefault());
	}

	@Test
	void whatIsNotAllowedIsNotPut() {
		assertThat(
				this.state.toBuilder().put("A", "1").put("a", "1,2").put("a", "").put(null, "1").put("a", null).build())
			.isEqualTo(this.state);
	}

	@Test
	void theLastOfThirtyTwoMembersMakesRoom() {
		String list = IntStream.range(0, 32).mapToObj((i) -> "a" + i + "=1").collect(Collectors.joining(","));
		TraceState full = new ListedTraceState(list, 32).toBuilder().put("ot", "th:8").build();
		assertThat(full.size()).isEqualTo(32);
		assertThat(full.get("a30")).isEqualTo("1");
		assertThat(full.get("a31")).isNull();
	}

	@Test
	void anyTraceStateCanBeWritten() {
		assertThat(ListedTraceState.write(TraceState.builder().put("b", "2").put("a", "1").build()))
			.isEqualTo("a=1,b=2");
	}

	@Test
	void twoWithTheSameMembersAreEqual() {
		assertThat(this.state).isEqualTo(new ListedTraceState("1a=1,b@@c=2,d=3", 3))
			.hasSameHashCodeAs(new ListedTraceState("1a=1,b@@c=2,d=3", 3))
			.isNotEqualTo(new ListedTraceState("1a=1", 1));
	}

}
