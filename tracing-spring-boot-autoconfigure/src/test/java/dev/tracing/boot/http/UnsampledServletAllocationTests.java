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

	// A look at each of the four headers without which no format says anything.
	private static final int LOOKS = 4 * 24;

	// A look at the lines of what was sent twice.
	private static final int TWICE = 160;

	UnsampledServletAllocationTests() {
		super(false, false, UNSAMPLED, UNSAMPLED_CALLED);
	}

	@Test
	void headersThatAreTooLongCostNoMoreThanNone() {
		String hostile = "f".repeat(1_200);
		assertCostNoMoreThanNone(LOOKS, "traceparent: 00-" + hostile, "tracestate: " + hostile, "b3: " + hostile,
				"X-B3-TraceId: " + hostile, "X-B3-SpanId: " + hostile, "baggage: k=\"" + hostile);
	}

	@Test
	void headersThatAreMalformedOrSentTwiceCostNoMoreThanNone() {
		assertCostNoMoreThanNone(LOOKS + 2 * TWICE,
				"traceparent: 00-4bf92f3577b34da6a3ce929d0e0e47zz-00f067aa0ba902zz-01", "tracestate: ,=,,a=b=c,",
				"baggage: =,;;,%%%=%,a", "b3: 4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1", "b3: 0",
				"baggage: =", "X-B3-TraceId: 4bf92f3577b34da6a3ce929d0e0e47zz", "X-B3-SpanId: 00f067aa0ba902zz",
				"X-B3-Sampled: perhaps");
	}

	private void assertCostNoMoreThanNone(int looks, String... headers) {
		byte[] request = KeptConnection.request(PATH, headers);
		warmUp(first(), request);
		assertThat(cost(request)).isLessThanOrEqualTo(cost(first()) + looks + NOISE);
	}

}
