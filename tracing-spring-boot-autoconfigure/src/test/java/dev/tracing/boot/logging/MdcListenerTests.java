/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import java.util.List;

import io.micrometer.tracing.otel.bridge.EventPublishingContextWrapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

class MdcListenerTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private final ContextStorage storage = new EventPublishingContextWrapper(
			new ScopeEvents(List.of(new SilentBaggageListener(), new MdcListener("trace", "span"))))
		.apply(ContextStorage.defaultStorage());

	@AfterEach
	void nothingIsLeft() {
		assertThat(MDC.get("trace")).isNull();
		assertThat(MDC.get("span")).isNull();
	}

	@Test
	void theMdcFollowsTheScopes() {
		try (Scope outer = this.storage.attach(context("b7ad6b7169203331"))) {
			assertThat(MDC.get("trace")).isEqualTo(TRACE_ID);
			assertThat(MDC.get("span")).isEqualTo("b7ad6b7169203331");
			try (Scope inner = this.storage.attach(context("00f067aa0ba902b7"))) {
				assertThat(MDC.get("span")).isEqualTo("00f067aa0ba902b7");
			}
			assertThat(MDC.get("trace")).isEqualTo(TRACE_ID);
			assertThat(MDC.get("span")).isEqualTo("b7ad6b7169203331");
		}
	}

	@Test
	void aScopeWithoutASpanLeavesTheMdcAlone() {
		MDC.put("tenant", "ada");
		try (Scope scope = this.storage.attach(Context.root().with(io.opentelemetry.api.baggage.Baggage.empty()))) {
			assertThat(MDC.get("tenant")).isEqualTo("ada");
			assertThat(MDC.get("span")).isNull();
		}
		assertThat(MDC.get("tenant")).isEqualTo("ada");
		MDC.remove("tenant");
	}

	private static Context context(String spanId) {
		return Context.root()
			.with(Span.wrap(SpanContext.create(TRACE_ID, spanId, TraceFlags.getSampled(), TraceState.getDefault())));
	}

}
