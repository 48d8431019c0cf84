/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.http.HttpResponse;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What properties make of a WebFlux server's span.
 */
class WebFluxConventionsTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final ReactiveWebApplicationContextRunner runner = WebFluxApplication.runner(this.spans);

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
		assertThat(Span.current().getSpanContext().isValid()).as("a scope was left open").isFalse();
	}

	@Test
	void responseHeaderTellsTheTraceId() {
		this.runner.withPropertyValues("tracing.http.server.response-header=X-Trace-Id").run((context) -> {
			for (String path : new String[] { "/orders/7", "/broken", "/filtered", "/nowhere" }) {
				HttpResponse<String> response = WebFluxApplication.get(context, path);
				assertThat(response.headers().firstValue("x-trace-id")).hasValue(this.spans.take().getTraceId());
			}
		});
	}

	@Test
	void responseTellsTraceAndSpanIfAskedTo() {
		this.runner
			.withPropertyValues("tracing.http.server.trace-response=true", "tracing.http.server.server-timing=true")
			.run((context) -> {
				for (String path : new String[] { "/orders/7", "/broken", "/filtered", "/nowhere" }) {
					HttpResponse<String> response = WebFluxApplication.get(context, path, "traceparent",
							WebFluxApplication.SAMPLED_CALLER);
					String expected = "00-" + WebFluxApplication.TRACE_ID + "-" + this.spans.take().getSpanId() + "-03";
					assertThat(response.headers().allValues("traceresponse")).containsExactly(expected);
					assertThat(response.headers().allValues("server-timing"))
						.containsExactly("traceparent;desc=\"" + expected + "\"");
				}
			});
	}

	@Test
	void headersBecomeAttributesOnlyIfTheyAreNamed() {
		this.runner
			.withPropertyValues("tracing.http.server.captured-request-headers=X-Tenant",
					"tracing.http.server.captured-response-headers=Content-Type")
			.run((context) -> {
				WebFluxApplication.get(context, "/orders/7", "X-Tenant", "a", "X-Tenant", "b", "X-Secret", "c");
				SpanData span = this.spans.take();
				assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("http.request.header.x-tenant")))
					.containsExactly("a", "b");
				assertThat(span.getAttributes().get(AttributeKey.stringArrayKey("http.response.header.content-type")))
					.hasSize(1);
				assertThat(span.getAttributes().asMap().toString()).doesNotContain("x-secret");
			});
	}

	@Test
	void ruleOfSamplingSeesMethodPathAndHeader() {
		this.runner
			.withPropertyValues("management.tracing.sampling.probability=0.0", "tracing.sampling.rules[0].name=acme",
					"tracing.sampling.rules[0].method=GET", "tracing.sampling.rules[0].path=/orders/{id}",
					"tracing.sampling.rules[0].headers[0].name=X-Tenant",
					"tracing.sampling.rules[0].headers[0].value=acme", "tracing.sampling.rules[0].ratio=1.0")
			.run((context) -> {
				WebFluxApplication.get(context, "/orders/7");
				WebFluxApplication.get(context, "/filtered", "X-Tenant", "acme");
				WebFluxApplication.get(context, "/orders/7", "X-Tenant", "acme");
				assertThat(string(this.spans.take(), "tracing.sampling.reason")).isEqualTo("rule:acme");
			});
	}

	@Test
	void legacyNamesReplaceTheStableOnes() {
		this.runner.withPropertyValues("tracing.semconv=legacy").run((context) -> {
			WebFluxApplication.get(context, "/orders/7?size=2");
			SpanData span = this.spans.take();
			assertThat(string(span, "http.method")).isEqualTo("GET");
			assertThat(string(span, "http.target")).isEqualTo("/orders/7?size=2");
			assertThat(number(span, "http.status_code")).isEqualTo(200);
			assertThat(number(span, "http.response_size")).isEqualTo(7);
			assertThat(string(span, "http.request.method")).isNull();
			WebFluxApplication.get(context, "/broken");
			SpanData broken = this.spans.take();
			assertThat(broken.getAttributes().get(AttributeKey.booleanKey("error"))).isTrue();
			assertThat(string(broken, "error.message")).isEqualTo("no stock");
		});
	}

	@Test
	void bothNamesStandSideBySide() {
		this.runner.withPropertyValues("tracing.semconv=both").run((context) -> {
			WebFluxApplication.get(context, "/orders/7");
			SpanData span = this.spans.take();
			assertThat(string(span, "http.method")).isEqualTo(string(span, "http.request.method")).isEqualTo("GET");
		});
	}

	@Test
	void componentNamingChangesOnlyTheName() {
		this.runner.withPropertyValues("tracing.naming=component").run((context) -> {
			WebFluxApplication.get(context, "/orders/7");
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo("http.request");
			assertThat(string(span, "http.route")).isEqualTo("/orders/{id}");
		});
	}

	private static String string(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.stringKey(key));
	}

	private static Long number(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.longKey(key));
	}

}
