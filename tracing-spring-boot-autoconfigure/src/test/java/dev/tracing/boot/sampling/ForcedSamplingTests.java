/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.RecordedSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A caller who knows the secret gets his request sampled, in a service that keeps nothing
 * and in the next one.
 */
class ForcedSamplingTests {

	private static final String SECRET = "a-secret-of-the-operators";

	private static final String UNSAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

	private static final AttributeKey<String> REASON = AttributeKey.stringKey("tracing.sampling.reason");

	private final HttpClient client = HttpClient.newHttpClient();

	@AutoClose
	private static final ServletWebServerApplicationContext first = run("--tracing.sampling.force.secret=" + SECRET);

	// It knows no secret: the caller's sampled flag is enough.
	@AutoClose
	private static final ServletWebServerApplicationContext second = run();

	@AfterEach
	void everySpanIsAsserted() {
		first.getBean(RecordedSpans.class).assertNoMore();
		second.getBean(RecordedSpans.class).assertNoMore();
	}

	@Test
	void secretSamplesOneRequestThroughAllServices() throws Exception {
		double before = forced();
		get("X-Force-Trace", SECRET);
		SpanData inner = second.getBean(RecordedSpans.class).take();
		List<SpanData> outer = first.getBean(RecordedSpans.class).take(2);
		assertThat(outer).extracting(SpanData::getTraceId).containsOnly(inner.getTraceId());
		assertThat(outer).allMatch((span) -> span.getSpanContext().isSampled());
		SpanData server = outer.get(1);
		assertThat(server.getAttributes().get(REASON)).isEqualTo("forced");
		assertThat(server.getAttributes().asMap().values()).as("attributes").noneMatch((value) -> value.equals(SECRET));
		assertThat(server.getSpanContext().getTraceState().get("ot")).as("probability").isNull();
		assertThat(forced()).isEqualTo(before + 1);
	}

	@Test
	void secretWinsOverACallerWhoDoesNotSample() throws Exception {
		get("X-Force-Trace", SECRET, "traceparent", UNSAMPLED, "tracestate", "ot=th:8;a:b");
		SpanData server = first.getBean(RecordedSpans.class).take(2).get(1);
		assertThat(server.getParentSpanId()).isEqualTo("b7ad6b7169203331");
		assertThat(server.getSpanContext().getTraceState().get("ot")).isEqualTo("a:b");
		second.getBean(RecordedSpans.class).take();
	}

	@Test
	void withoutTheSecretNothingHappens() throws Exception {
		get("X-Force-Trace", "a-secret-of-the-operatorz");
		get("X-Force-Trace", "");
		get("traceparent", UNSAMPLED);
		first.getBean(RecordedSpans.class).assertNoMore();
		second.getBean(RecordedSpans.class).assertNoMore();
	}

	@Test
	void attributesForceARequestToo() throws Exception {
		try (ServletWebServerApplicationContext context = run("--tracing.sampling.force.attributes[0].name=url.path",
				"--tracing.sampling.force.attributes[0].value=/inner")) {
			assertThat(get(context, "/inner", "traceparent", UNSAMPLED)).isEqualTo("inner");
			assertThat(context.getBean(RecordedSpans.class).take().getAttributes().get(REASON)).isEqualTo("forced");
			assertThat(get(context, "/other")).isEqualTo("other");
			context.getBean(RecordedSpans.class).assertNoMore();
		}
	}

	@Test
	void attributesForceARequestThroughAllServices() throws Exception {
		try (ServletWebServerApplicationContext context = run("--tracing.sampling.force.attributes[0].name=url.path",
				"--tracing.sampling.force.attributes[0].value=/outer")) {
			get(context, "/outer?target=" + url(second, "/inner"), "traceparent", UNSAMPLED);
			SpanData inner = second.getBean(RecordedSpans.class).take();
			List<SpanData> outer = context.getBean(RecordedSpans.class).take(2);
			assertThat(outer).extracting(SpanData::getTraceId).containsOnly(inner.getTraceId());
			assertThat(outer.get(1).getAttributes().get(REASON)).isEqualTo("forced");
		}
	}

	@Test
	void ruleSeesTheMethodOfARealRequest() throws Exception {
		try (ServletWebServerApplicationContext context = run("--tracing.sampling.rules[0].method=POST",
				"--tracing.sampling.rules[0].ratio=1.0")) {
			assertThat(get(context, "/other")).isEqualTo("other");
			this.client.send(HttpRequest.newBuilder(URI.create(url(context, "/other")))
				.POST(HttpRequest.BodyPublishers.noBody())
				.build(), HttpResponse.BodyHandlers.discarding());
			assertThat(context.getBean(RecordedSpans.class).take().getName()).isEqualTo("POST /other");
			context.getBean(RecordedSpans.class).assertNoMore();
		}
	}

	@Test
	void ruleSeesPathAndHeaderOfARealRequest() throws Exception {
		try (ServletWebServerApplicationContext context = run("--tracing.sampling.rules[0].name=acme",
				"--tracing.sampling.rules[0].path=/inn{rest}", "--tracing.sampling.rules[0].headers[0].name=X-Tenant",
				"--tracing.sampling.rules[0].headers[0].value=acme", "--tracing.sampling.rules[0].ratio=1.0")) {
			get(context, "/inner");
			get(context, "/other", "X-Tenant", "acme");
			get(context, "/inner", "X-Tenant", "acme");
			SpanData span = context.getBean(RecordedSpans.class).take();
			assertThat(span.getAttributes().get(REASON)).isEqualTo("rule:acme");
			assertThat(span.getSpanContext().getTraceState().get("ot")).isEqualTo("th:0");
			context.getBean(RecordedSpans.class).assertNoMore();
		}
	}

	private static double forced() {
		return first.getBean(MeterRegistry.class)
			.get("tracing.sampling.decisions")
			.tag("reason", "forced")
			.tag("decision", "sampled")
			.functionCounter()
			.count();
	}

	private void get(String... headers) throws Exception {
		String target = url(second, "/inner");
		assertThat(get(first, "/outer?target=" + target, headers)).isEqualTo("outer inner");
	}

	private static String url(ServletWebServerApplicationContext server, String path) {
		return "http://localhost:" + server.getWebServer().getPort() + path;
	}

	private String get(ServletWebServerApplicationContext server, String path, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(server, path)));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
	}

	private static ServletWebServerApplicationContext run(String... arguments) {
		return (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
			.properties(Excluded.brokersAndDatabases(), "server.port=0", "tracing.sampling.ratio=0.0")
			.run(arguments);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { JettyServletWebServerAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
	@RestController
	static class Application {

		private final RestClient restClient;

		Application(RestClient.Builder builder) {
			this.restClient = builder.build();
		}

		@Bean
		static RecordedSpans recordedSpans() {
			return new RecordedSpans();
		}

		@GetMapping("/outer")
		String outer(@RequestParam String target) {
			return "outer " + this.restClient.get().uri(target).retrieve().body(String.class);
		}

		@GetMapping("/inner")
		String inner() {
			return "inner";
		}

		@RequestMapping("/other")
		String other() {
			return "other";
		}

	}

}
