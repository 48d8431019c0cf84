/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.http.HttpResponse;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.RescueSignal;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a WebFlux server tells its caller about a trace that he did not sample.
 */
class WebFluxVerdictTests {

	private static final String CALLER = "00-" + WebFluxApplication.TRACE_ID + "-" + WebFluxApplication.CALLER_ID;

	private final RecordedSpans spans = new RecordedSpans();

	private final ReactiveWebApplicationContextRunner runner = WebFluxApplication.runner(this.spans)
		.withBean(RescueSignal.class, FailedOnes::new);

	@ParameterizedTest
	@ValueSource(strings = { "/broken", "/thrown", "/unavailable" })
	void callerHearsOfWhatIsRescued(String path) {
		this.runner.run((context) -> {
			HttpResponse<String> response = WebFluxApplication.get(context, path, "traceparent", CALLER + "-00");
			assertThat(response.statusCode()).isGreaterThanOrEqualTo(500);
			assertThat(response.headers().allValues("Server-Timing")).singleElement()
				.asString()
				.matches("trace;desc=00-" + WebFluxApplication.TRACE_ID + "-[0-9a-f]{16}-01");
		});
	}

	@Test
	void callerHearsNothingOfWhatIsNot() {
		this.runner.run((context) -> {
			HttpResponse<String> response = WebFluxApplication.get(context, "/orders/7", "traceparent", CALLER + "-00");
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().map()).doesNotContainKey("server-timing");
		});
	}

	@Test
	void callerWhoSamplesKnowsAlready() {
		this.runner.run((context) -> {
			HttpResponse<String> response = WebFluxApplication.get(context, "/broken", "traceparent", CALLER + "-01");
			assertThat(response.headers().map()).doesNotContainKey("server-timing");
			assertThat(this.spans.take().getTraceId()).isEqualTo(WebFluxApplication.TRACE_ID);
		});
	}

	private static final class FailedOnes implements RescueSignal {

		@Override
		public boolean tells(Context context, boolean failed) {
			return failed;
		}

		@Override
		public void heard(Context context, @Nullable String host) {
			// A server only tells.
		}

	}

}
