/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import dev.tracing.boot.operation.ProbabilityState;
import io.opentelemetry.api.trace.TraceState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ThresholdRoundTripTests {

	private final TraceStateReader reader = new TraceStateReader(512, 32);

	@Test
	void thresholdOfAFirstServiceIsReadByTheNext() {
		String header = ListedTraceState.write(ProbabilityState.withThreshold(TraceState.getDefault(), "e66"));
		assertThat(header).isEqualTo("ot=th:e66");
		assertThat(ProbabilityState.get(this.reader.read(header), ProbabilityState.THRESHOLD)).isEqualTo("e66");
	}

	@Test
	void fieldsAndMembersOfOthersStay() {
		TraceState received = this.reader.read("vendor=1,ot=rv:0123456789abcd;th:8;x:y,other=2");
		assertThat(ListedTraceState.write(ProbabilityState.withThreshold(received, "c")))
			.isEqualTo("ot=th:c;rv:0123456789abcd;x:y,vendor=1,other=2");
		assertThat(ListedTraceState.write(ProbabilityState.withoutThreshold(received)))
			.isEqualTo("ot=rv:0123456789abcd;x:y,vendor=1,other=2");
	}

	@Test
	void memberGoesWithItsOnlyField() {
		assertThat(ListedTraceState.write(ProbabilityState.withoutThreshold(this.reader.read("ot=th:8,vendor=1"))))
			.isEqualTo("vendor=1");
		assertThat(ProbabilityState.withoutThreshold(this.reader.read("ot=th:8")).isEmpty()).isTrue();
	}

	@Test
	void stateWithoutThresholdIsNotTouched() {
		TraceState received = this.reader.read("ot=rv:0123456789abcd,vendor=th:8");
		assertThat(ProbabilityState.withoutThreshold(received)).isSameAs(received);
	}

	@Test
	void memberThatWouldGrowTooLongLosesItsThreshold() {
		TraceState received = this.reader.read("ot=th:8;x:" + "y".repeat(245));
		assertThat(ProbabilityState.withThreshold(received, "e6666666666666").get("ot"))
			.isEqualTo("x:" + "y".repeat(245));
	}

}
