/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Map;

import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class TomcatServerTests extends ServletServerContract {

	TomcatServerTests() {
		super(ServletShop.start(Tomcat.class, "tracing.http.server.response-header=X-Trace-Id",
				"tracing.http.server.trace-response=true", "tracing.http.server.server-timing=true",
				"tracing.http.server.exclude=actuator,health,favicon,/internal/**"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/fail", "/callable-fail", "/filter-fail" })
	void theServersOwnErrorLineHasTraceAndSpan(String path) {
		try (CapturedLog log = CapturedLog.ofEverything()) {
			shop().get(path);
			SpanData span = spans().take();
			Map<String, String> mdc = log.mdcOf("Servlet.service() for servlet [dispatcherServlet] in context");
			assertThat(mdc).containsEntry("traceId", span.getTraceId()).containsEntry("spanId", span.getSpanId());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/fail", "/callable-fail", "/send-error/503" })
	void theErrorPageIsMadeInsideTheSpan(String path) {
		try (CapturedLog log = CapturedLog.of(ServletShop.class)) {
			shop().get(path);
			SpanData span = spans().take();
			assertThat(log.mdcOf("Error page, recording: true")).containsEntry("spanId", span.getSpanId());
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	static class Tomcat {

	}

}
