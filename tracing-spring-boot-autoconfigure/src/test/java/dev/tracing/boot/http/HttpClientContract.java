/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;

import com.sun.net.httpserver.Headers;
import dev.tracing.boot.DeadPort;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What every client keeps to: what its spans say, what its requests carry, and that
 * nothing else changes.
 */
abstract class HttpClientContract extends HttpClientSpanContract {

	private static final SpanContext CALLER = SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c",
			"b7ad6b7169203331", TraceFlags.fromByte((byte) 3), TraceState.builder().put("vendor", "x").build());

	private static final SpanContext UNSAMPLED = SpanContext.create("0af7651916cd43dd8448eb211c80319c",
			"b7ad6b7169203331", TraceFlags.getDefault(), TraceState.getDefault());

	@Test
	void requestCarriesTheSpanThatWasMadeForIt() {
		runner().run((context) -> {
			Operation caller = operation(context);
			try (Scope scope = caller.context().makeCurrent()) {
				send(context, HttpMethod.GET, server().uri("/hello"));
			}
			caller.end();
			SpanData span = spans().take();
			SpanData parent = spans().take();
			assertThat(span.getParentSpanContext()).isEqualTo(parent.getSpanContext());
			assertThat(server().take().get("traceparent")).containsExactly(
					"00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getSpanContext().getTraceFlags());
		});
	}

	@Test
	void failureToConnectIsRecordedAndThrown() {
		runner().run((context) -> {
			Throwable thrown = catchThrowable(() -> sendToNobody(context));
			SpanData span = spans().take();
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(text(span, "error.type")).isIn(thrown.getClass().getName(),
					thrown.getCause().getClass().getName());
			assertThat(span.getEvents()).extracting(EventData::getName).containsExactly("exception");
			assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code"))).isNull();
		});
	}

	private void sendToNobody(ApplicationContext context) {
		try (DeadPort nobody = new DeadPort()) {
			send(context, HttpMethod.GET, URI.create("http://localhost:" + nobody.port() + "/"));
		}
	}

	@Test
	void requestOfAnUnsampledParentCarriesTheParent() {
		runner().run((context) -> {
			try (Scope scope = Context.root().with(Span.wrap(UNSAMPLED)).makeCurrent()) {
				send(context, HttpMethod.GET, server().uri("/hello"));
			}
			assertThat(server().take().get("traceparent"))
				.containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
		});
	}

	@Test
	void callersContextLeavesUnchangedWithoutATracer() {
		OpenTelemetry passThrough = new PassThrough();
		runner().withBean(OpenTelemetry.class, () -> passThrough).run((context) -> {
			try (Scope scope = Context.root().with(Span.wrap(CALLER)).makeCurrent()) {
				assertThat(send(context, HttpMethod.GET, server().uri("/hello"))).isEqualTo(200);
			}
			Headers headers = server().take();
			assertThat(headers.get("traceparent"))
				.containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03");
			assertThat(headers.get("tracestate")).containsExactly("vendor=x");
		});
	}

	@Test
	void propertySwitchesItOff() {
		runner().withPropertyValues("tracing.http.client.enabled=false").run((context) -> {
			send(context, HttpMethod.GET, server().uri("/hello"));
			if (isObserved()) {
				assertThat(spans().take().getInstrumentationScopeInfo().getName())
					.isEqualTo("org.springframework.boot");
			}
		});
	}

	/**
	 * Whether Spring Boot traces the client where we do not.
	 */
	boolean isObserved() {
		return true;
	}

	private static Operation operation(ApplicationContext context) {
		return context.getBean(Operations.class)
			.start(Context.root(), new HttpClientSemantics(Conventions.DEFAULT, context.getBean(HttpProperties.class)),
					new HttpClientRequest("GET", URI.create("/"), new HttpHeaders(), null, 0));
	}

	/**
	 * A tracer that makes no spans.
	 */
	private static final class PassThrough implements OpenTelemetry {

		private final ContextPropagators propagators = ContextPropagators
			.create(W3CTraceContextPropagator.getInstance());

		@Override
		public TracerProvider getTracerProvider() {
			return TracerProvider.noop();
		}

		@Override
		public ContextPropagators getPropagators() {
			return this.propagators;
		}

	}

}
