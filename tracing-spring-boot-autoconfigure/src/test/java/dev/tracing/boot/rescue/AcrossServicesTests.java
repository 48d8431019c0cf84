/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.OtlpReceiver;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Five services that sample nothing, each on its own server, and a real collector.
 */
@ExtendWith(QuietTomcat.class)
class AcrossServicesTests {

	private final OtlpReceiver collector = OtlpReceiver.http();

	private final List<ConfigurableApplicationContext> services = new ArrayList<>();

	private final HttpClient client = HttpClient.newHttpClient();

	@AfterEach
	void stop() {
		this.services.forEach(ConfigurableApplicationContext::close);
		this.collector.close();
	}

	@Test
	void failureDownstreamRescuesAllItsCallersAndNobodyElse() throws Exception {
		String gateway = shop(true, "payment");
		HttpResponse<String> response = get(gateway, "-00");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.headers().allValues("Server-Timing")).singleElement()
			.asString()
			.matches("trace;desc=00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01");
		Map<String, Set<String>> spans = exported();
		assertThat(spans.keySet()).containsExactly("gateway", "order", "payment");
		assertThat(spans.get("gateway")).containsExactly("CLIENT GET error", "SERVER GET /work error");
		assertThat(spans.get("order")).as("of three calls").hasSize(2);
		assertThat(count("order", Span.SpanKind.SPAN_KIND_CLIENT)).isEqualTo(3);
		assertThat(spans.get("payment")).containsExactly("SERVER GET /work error");
		assertThat(partial("order")).as("inventory and notification had answered").isTrue();
		assertThat(partial("gateway")).isFalse();
		assertThat(partial("payment")).isFalse();
	}

	@Test
	void callerRescuesWhatTheCalledServiceRescuesAlsoIfItCopes() throws Exception {
		String gateway = shop(true, "payment", "--shop.copes=true");
		assertThat(get(gateway, "-00").statusCode()).isEqualTo(200);
		assertThat(exported().keySet()).containsExactly("gateway", "order", "payment");
	}

	@Test
	void nobodyIsToldOfWhatGoesWell() throws Exception {
		String gateway = shop(true, "none");
		HttpResponse<String> response = get(gateway, "-00");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().map()).doesNotContainKey("server-timing");
		assertThat(exported()).isEmpty();
	}

	@Test
	void withoutTheSwitchEachServiceIsOnItsOwn() throws Exception {
		String gateway = shop(false, "payment", "--shop.copes=true",
				"--tracing.sampling.rescue.error-scope=local-root");
		HttpResponse<String> response = get(gateway, "-00");
		assertThat(response.headers().map()).doesNotContainKey("server-timing");
		assertThat(exported().keySet()).containsExactly("payment");
	}

	// The gateway calls the order service, and that calls the three others in turn.
	private String shop(boolean acrossServices, String failing, String... properties) {
		String inventory = service("inventory", acrossServices, failing, "", properties);
		String notification = service("notification", acrossServices, failing, "", properties);
		String payment = service("payment", acrossServices, failing, "", properties);
		String order = service("order", acrossServices, failing, String.join(",", inventory, notification, payment),
				properties);
		return service("gateway", acrossServices, failing, order, properties);
	}

	private String service(String name, boolean acrossServices, String failing, String calls, String... properties) {
		List<String> args = new ArrayList<>(List.of(properties));
		args.addAll(List.of("--spring.application.name=" + name, "--server.port=0", "--spring.main.banner-mode=off",
				"--tracing.export.endpoint=" + this.collector.endpoint(), "--tracing.sampling.ratio=0.0",
				"--tracing.sampling.rescue.enabled=true", "--tracing.sampling.rescue.max-cpu=1.0",
				"--tracing.sampling.rescue.slower-than=1h",
				"--tracing.sampling.rescue.across-services=" + acrossServices, "--shop.fails=" + name.equals(failing),
				"--shop.calls=" + calls));
		ConfigurableApplicationContext service = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.run(args.toArray(String[]::new));
		this.services.add(service);
		return "http://localhost:" + service.getEnvironment().getProperty("local.server.port") + "/work";
	}

	private HttpResponse<String> get(String url, String flags) throws Exception {
		return this.client.send(HttpRequest.newBuilder(URI.create(url))
			.header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331" + flags)
			.build(), BodyHandlers.ofString());
	}

	private Map<String, Set<String>> exported() {
		for (ConfigurableApplicationContext service : this.services) {
			Awaitility.await().until(() -> service.getBean(Rescue.class).traces() == 0);
			service.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		}
		Map<String, Set<String>> spans = new TreeMap<>();
		for (ResourceSpans each : resources()) {
			Set<String> ofService = spans.computeIfAbsent(name(each), (name) -> new TreeSet<>());
			each.getScopeSpansList()
				.forEach((scope) -> scope.getSpansList()
					.forEach((span) -> ofService
						.add(span.getKind().name().substring("SPAN_KIND_".length()) + " " + span.getName() + " "
								+ OtlpReceiver.text(span.getAttributesList(), "tracing.sampling.reason"))));
		}
		return spans;
	}

	private List<ResourceSpans> resources() {
		return this.collector.requests()
			.stream()
			.flatMap((request) -> request.getResourceSpansList().stream())
			.toList();
	}

	private List<Span> spans(String service) {
		return resources().stream()
			.filter((each) -> name(each).equals(service))
			.flatMap((each) -> each.getScopeSpansList().stream())
			.flatMap((scope) -> scope.getSpansList().stream())
			.toList();
	}

	private long count(String service, Span.SpanKind kind) {
		return spans(service).stream().filter((span) -> span.getKind() == kind).count();
	}

	private boolean partial(String service) {
		return spans(service).stream()
			.anyMatch((span) -> span.getAttributesList()
				.stream()
				.anyMatch((attribute) -> attribute.getKey().equals("tracing.partial")));
	}

	private static String name(ResourceSpans each) {
		return OtlpReceiver.text(each.getResource().getAttributesList(), "service.name");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { JettyServletWebServerAutoConfiguration.class, SecurityAutoConfiguration.class,
			UserDetailsServiceAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class,
			SecurityFilterAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
			KafkaAutoConfiguration.class })
	static class Application {

		@Bean
		Work work(RestClient.Builder builder, @Value("${shop.calls}") List<String> calls,
				@Value("${shop.fails}") boolean fails, @Value("${shop.copes:false}") boolean copes) {
			return new Work(builder.build(), calls, fails, copes);
		}

	}

	@RestController
	static class Work {

		private final RestClient client;

		private final List<String> calls;

		private final boolean fails;

		private final boolean copes;

		Work(RestClient client, List<String> calls, boolean fails, boolean copes) {
			this.client = client;
			this.calls = calls;
			this.fails = fails;
			this.copes = copes;
		}

		@GetMapping("/work")
		String work() {
			if (this.fails) {
				throw new IllegalStateException("No money");
			}
			for (String url : this.calls) {
				call(url);
			}
			return "done";
		}

		private void call(String url) {
			try {
				this.client.get().uri(url).retrieve().toBodilessEntity();
			}
			catch (RuntimeException ex) {
				if (!this.copes) {
					throw ex;
				}
			}
		}

	}

}
