/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers that came by HTTP/2, whose names and values Tomcat keeps otherwise than those
 * of HTTP/1.1. The first request of a connection is the one that asks for the upgrade.
 */
class TomcatHttp2Tests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN_ID = "b7ad6b7169203331";

	private final ServletShop shop = ServletShop.start(Tomcat.class, "server.http2.enabled=true");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

	@AfterEach
	void close() {
		this.shop.close();
	}

	@Test
	void theCallersTraceGoesOn() throws IOException, InterruptedException {
		for (int i = 0; i < 3; i++) {
			SpanData span = get("traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-01", "tracestate", "a=1",
					"tracestate", "b=2");
			assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
			assertThat(span.getParentSpanId()).isEqualTo(SPAN_ID);
			assertThat(span.getParentSpanContext().getTraceState().asMap()).isEqualTo(Map.of("a", "1", "b", "2"));
		}
	}

	@Test
	void whatNobodyCanReadBeginsATrace() throws IOException, InterruptedException {
		String parent = "00-" + TRACE_ID + "-" + SPAN_ID + "-01";
		for (int i = 0; i < 3; i++) {
			assertThat(get("traceparent", parent, "traceparent", parent).getParentSpanContext().isValid()).isFalse();
			assertThat(get("traceparent", parent.replace('7', 'z')).getParentSpanContext().isValid()).isFalse();
			assertThat(get("accept", "*/*").getParentSpanContext().isValid()).isFalse();
		}
	}

	private SpanData get(String... headers) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.shop.port() + "/orders/7"))
			.headers(headers)
			.build();
		HttpResponse<String> response = this.client.send(request, HttpResponse.BodyHandlers.ofString());
		assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(response.body()).isEqualTo("order 7");
		return this.shop.spans().take();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	static class Tomcat {

	}

}
