/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UnsampledServletAllocationTests extends ServletAllocationContract {

	// What two measurements of the same differ by.
	private static final int NOISE = 50;

	UnsampledServletAllocationTests() {
		super(false, false, UNSAMPLED, UNSAMPLED_CALLED);
	}

	@Test
	void headersThatNobodyCanReadCostNoMoreThanNone() {
		String hostile = "f".repeat(1_500);
		byte[] request = KeptConnection.request(PATH, "traceparent: 00-" + hostile, "tracestate: " + hostile,
				"b3: " + hostile, "X-B3-TraceId: " + hostile, "X-B3-SpanId: " + hostile);
		warmUp(first(), request);
		assertThat(cost(request)).isLessThanOrEqualTo(cost(first()) + NOISE);
	}

}
