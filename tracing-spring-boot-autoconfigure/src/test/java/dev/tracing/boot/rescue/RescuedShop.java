/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.OtlpReceiver;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.awaitility.Awaitility;

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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * Five services that sample nothing, each on its own server, and a real collector. The
 * gateway calls the order service, and that calls the three others in turn.
 */
final class RescuedShop implements AutoCloseable {

	private final OtlpReceiver collector = OtlpReceiver.http();

	private final Map<String, ConfigurableApplicationContext> services = new LinkedHashMap<>();

	private final HttpClient client = HttpClient.newHttpClient();

	private final String gateway;

	RescuedShop(boolean acrossServices, String... properties) {
		String inventory = start("inventory", acrossServices, "", properties);
		String notification = start("notification", acrossServices, "", properties);
		String payment = start("payment", acrossServices, "", properties);
		String order = start("order", acrossServices, String.join(",", inventory, notification, payment), properties);
		this.gateway = start("gateway", acrossServices, order, properties);
	}

	private String start(String name, boolean acrossServices, String calls, String... properties) {
		List<String> args = new ArrayList<>(List.of(properties));
		args.addAll(List.of("--spring.application.name=" + name, "--server.port=0", "--spring.main.banner-mode=off",
				"--tracing.export.endpoint=" + this.collector.endpoint(), "--tracing.sampling.ratio=0.0",
				"--tracing.sampling.rescue.enabled=true", "--tracing.sampling.rescue.max-cpu=1.0",
				"--tracing.sampling.rescue.max-heap-after-gc=1.0", "--tracing.sampling.rescue.slower-than=1h",
				"--tracing.sampling.rescue.across-services=" + acrossServices, "--shop.calls=" + calls));
		ConfigurableApplicationContext service = new SpringApplicationBuilder(Service.class)
			.web(WebApplicationType.SERVLET)
			.properties(Excluded.brokersAndDatabases())
			.run(args.toArray(String[]::new));
		this.services.put(name, service);
		return "http://localhost:" + service.getEnvironment().getProperty("local.server.port") + "/work";
	}

	/**
	 * Lets a service fail from now on, and the others bear it or not.
	 */
	void failing(String service, boolean othersCope) {
		failing(service, Failure.AT_ONCE, othersCope);
	}

	/**
	 * Lets a service fail when its whole response has left.
	 */
	void failingLate(String service) {
		failing(service, Failure.LATE, false);
	}

	private void failing(String service, Failure failure, boolean othersCope) {
		this.services.forEach((name, context) -> {
			Work work = context.getBean(Work.class);
			work.failure = name.equals(service) ? failure : Failure.NONE;
			work.copes = othersCope;
		});
	}

	/**
	 * What each service was last told of a trace.
	 */
	Map<String, String> traceparents() {
		Map<String, String> received = new TreeMap<>();
		this.services.forEach((name, context) -> received.put(name, context.getBean(Work.class).traceparent));
		return received;
	}

	/**
	 * Classes of the responses that the services were last given, with all that they
	 * wrap.
	 */
	List<String> responses() {
		return this.services.values().stream().map((context) -> context.getBean(Work.class).response).toList();
	}

	/**
	 * Calls the gateway as a caller does who samples nothing.
	 */
	HttpResponse<String> call(String traceId) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create(this.gateway))
			.header("traceparent", "00-" + traceId + "-b7ad6b7169203331-00")
			.build(), BodyHandlers.ofString());
	}

	/**
	 * Calls the gateway as somebody does who has no trace.
	 */
	HttpResponse<String> call() throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create(this.gateway)).build(), BodyHandlers.ofString());
	}

	/**
	 * The spans of a trace that have arrived, by service, once nothing is undecided.
	 */
	Map<String, List<Span>> exported(String traceId) {
		for (ConfigurableApplicationContext service : this.services.values()) {
			Awaitility.await().until(() -> service.getBean(Rescue.class).traces() == 0);
			service.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		}
		Map<String, List<Span>> spans = new TreeMap<>();
		this.collector.requests()
			.stream()
			.flatMap((request) -> request.getResourceSpansList().stream())
			.forEach((each) -> each.getScopeSpansList()
				.stream()
				.flatMap((scope) -> scope.getSpansList().stream())
				.filter((span) -> traceId.equals(TraceId.fromBytes(span.getTraceId().toByteArray())))
				.forEach((span) -> spans.computeIfAbsent(name(each), (name) -> new ArrayList<>()).add(span)));
		return spans;
	}

	private static String name(ResourceSpans each) {
		return OtlpReceiver.text(each.getResource().getAttributesList(), "service.name");
	}

	@Override
	public void close() {
		this.services.values().forEach(ConfigurableApplicationContext::close);
		this.collector.close();
	}

	private enum Failure {

		NONE, AT_ONCE, LATE

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { JettyServletWebServerAutoConfiguration.class, SecurityAutoConfiguration.class,
			UserDetailsServiceAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class,
			SecurityFilterAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
			KafkaAutoConfiguration.class })
	static class Service {

		@Bean
		Work work(RestClient.Builder builder, @Value("${shop.calls}") List<String> calls) {
			return new Work(builder.build(), calls);
		}

	}

	@RestController
	static class Work {

		private final RestClient client;

		private final List<String> calls;

		private volatile Failure failure = Failure.NONE;

		private volatile boolean copes;

		private volatile String traceparent;

		private volatile String response;

		Work(RestClient client, List<String> calls) {
			this.client = client;
			this.calls = calls;
		}

		@GetMapping("/work")
		void work(@RequestHeader(required = false) String traceparent, HttpServletResponse response)
				throws IOException {
			this.traceparent = traceparent;
			this.response = classes(response);
			if (this.failure == Failure.AT_ONCE) {
				throw new IllegalStateException("No money");
			}
			for (String url : this.calls) {
				call(url);
			}
			response.setContentLength(4);
			response.getOutputStream().print("done");
			response.flushBuffer();
			if (this.failure == Failure.LATE) {
				throw new IllegalStateException("No money left");
			}
		}

		private static String classes(ServletResponse response) {
			String name = response.getClass().getName();
			return (response instanceof ServletResponseWrapper wrapper) ? name + " " + classes(wrapper.getResponse())
					: name;
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
