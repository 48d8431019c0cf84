/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.RecordedSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint on a real Tomcat, as operators use it, with real time.
 */
class SteeringOverHttpTests {

	private static final Logger logger = LoggerFactory.getLogger(SteeringOverHttpTests.class);

	private static final String UNRESTRICTED = "--management.endpoint.tracing.access=unrestricted";

	private final HttpClient client = HttpClient.newHttpClient();

	private final JsonMapper mapper = new JsonMapper();

	private ServletWebServerApplicationContext application;

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void endpointIsReadOnlyUnlessItsAccessSaysOtherwise() throws Exception {
		start();
		JsonNode shown = json(send("GET", "/actuator/tracing", null));
		assertThat(shown.at("/sampling/sampler").asString())
			.isEqualTo("parent-based, root: TraceIdRatioBased{0.000000}");
		assertThat(send("POST", "/actuator/tracing/ratio", "{\"ratio\":1.0,\"ttl\":\"1m\"}").statusCode())
			.isEqualTo(405);
		assertThat(send("DELETE", "/actuator/tracing", null).statusCode()).isEqualTo(405);
		assertThat(send("DELETE", "/actuator/tracing/ratio", null).statusCode()).isEqualTo(405);
		assertThat(json(send("GET", "/actuator/tracing/explain?path=/orders/1", null)).get("reason").asString())
			.isEqualTo("ratio");
		assertThat(this.application.getBean(Steering.class).changes()).isEmpty();
	}

	@Test
	void explainingStartsNoSpan() throws Exception {
		start("--tracing.sampling.ratio=1.0");
		JsonNode explained = json(send("GET", "/actuator/tracing/explain?path=/orders/1", null));
		assertThat(explained.get("reason").asString()).isEqualTo("ratio");
		spans().assertNoMore();
		get("/orders");
		spans().take();
	}

	@Test
	void temporaryRuleSamplesOneTenantAndEndsByItself() throws Exception {
		start(UNRESTRICTED);
		get("/orders", "X-Tenant", "acme");
		HttpResponse<String> made = send("POST", "/actuator/tracing/rule",
				"{\"name\":\"acme\",\"headers\":\"X-Tenant=acme\",\"ratio\":1.0,\"ttl\":\"1m\"}");
		assertThat(made.statusCode()).isEqualTo(200);
		assertThat(json(made).get("to").asString()).isEqualTo("ratio 1.0 where header X-Tenant=acme");
		get("/orders", "X-Tenant", "acme");
		SpanData span = spans().take();
		assertThat(span.getAttributes().get(Reason.ATTRIBUTE)).isEqualTo("rule:acme");
		get("/orders", "X-Tenant", "other");
		spans().assertNoMore();
		JsonNode shown = json(send("GET", "/actuator/tracing", null)).get("sampling");
		assertThat(shown.at("/rules/0/name").asString()).isEqualTo("acme");
		assertThat(shown.at("/rules/0/sampled").asInt()).isEqualTo(1);
		assertThat(shown.at("/changes/0/by").asString()).isEqualTo("anonymous");
		assertThat(shownDecision(shown, span.getTraceId()).get("reason").asString()).isEqualTo("rule:acme");
		assertThat(shown.get("ratioNow").asDouble()).isZero();
		assertThat(shown.at("/rates/sampledPerSecond").isNumber()).isTrue();
		assertThat(shown.get("reasons").valueStream()).anySatisfy((reason) -> {
			assertThat(reason.get("reason").asString()).isEqualTo("rule:acme");
			assertThat(reason.get("sampled").asInt()).isEqualTo(1);
		});
		assertThat(Instant.parse(shown.at("/changes/0/until").asString()))
			.isAfter(shownDecision(shown, span.getTraceId()).get("at").asString().transform(Instant::parse));
		send("POST", "/actuator/tracing/rule",
				"{\"name\":\"acme\",\"headers\":\"X-Tenant=acme\",\"ratio\":1.0,\"ttl\":\"1s\"}");
		await().untilAsserted(() -> assertThat(audited()).containsExactly("anonymous made rule acme",
				"anonymous made rule acme", "tracing expired rule acme"));
		assertThat(json(send("GET", "/actuator/tracing/sampling", null)).get("changes")).isEmpty();
		get("/orders", "X-Tenant", "acme");
		spans().assertNoMore();
		assertThat(changes("rule", "made")).isEqualTo(2);
		assertThat(changes("rule", "expired")).isEqualTo(1);
		assertThat(this.application.getBean(MeterRegistry.class)
			.get("tracing.sampling.decisions")
			.tag("reason", "rule:acme")
			.tag("decision", "sampled")
			.functionCounter()
			.count()).isEqualTo(1);
	}

	@Test
	void changesAreTakenBackOnRequest() throws Exception {
		start(UNRESTRICTED);
		send("POST", "/actuator/tracing/switch", "{\"name\":\"invoices\",\"enabled\":true,\"ttl\":\"1m\"}");
		get("/invoices");
		assertThat(spans().take().getAttributes().get(Reason.ATTRIBUTE)).isEqualTo("rule:invoices");
		assertThat(json(send("DELETE", "/actuator/tracing/switch?name=invoices", null)).get("reverted").asInt())
			.isEqualTo(1);
		get("/invoices");
		send("POST", "/actuator/tracing/ratio", "{\"ratio\":1.0,\"ttl\":\"1m\"}");
		send("POST", "/actuator/tracing/dry-run", "{\"name\":\"none\",\"path\":\"/**\",\"drop\":true,\"ttl\":\"1m\"}");
		get("/invoices");
		spans().take();
		JsonNode dryRun = json(send("GET", "/actuator/tracing/sampling", null)).get("dryRun");
		assertThat(dryRun.at("/rules/0/dropped").asInt()).isEqualTo(1);
		assertThat(json(send("DELETE", "/actuator/tracing", null)).get("reverted").asInt()).isEqualTo(2);
		get("/invoices");
		spans().assertNoMore();
		assertThat(audited()).containsExactly("anonymous made switch invoices", "anonymous reverted switch invoices",
				"anonymous made ratio null", "anonymous made dry-run none", "anonymous reverted ratio null",
				"anonymous reverted dry-run none");
		for (String change : List.of("switch", "ratio", "dry-run")) {
			assertThat(changes(change, "made")).as(change).isEqualTo(1);
			assertThat(changes(change, "reverted")).as(change).isEqualTo(1);
		}
	}

	@Test
	void changeOfTheConfigurationIsAnAuditEventToo() {
		start(UNRESTRICTED);
		this.application.getBean(Steering.class).configure(SteeredSampler.plan(SteeredSampler.ratio(0.5)));
		assertThat(this.application.getBean(AuditEventRepository.class).find(null, null, AuditedChanges.TYPE))
			.singleElement()
			.satisfies((event) -> assertThat(event.getData()).containsEntry("change", "configuration")
				.containsEntry("to", "parent-based, root: TraceIdRatioBased{0.500000}"));
		assertThat(changes("configuration", "made")).isEqualTo(1);
	}

	@Test
	void changeThatCannotWorkIsRefusedWithTheReason() throws Exception {
		start(UNRESTRICTED);
		assertRefused("ratio", "{\"ratio\":1.0}",
				"'ttl' is missing. Write the time after which the change is taken " + "back, such as 10m.");
		assertRefused("ratio", "{\"ratio\":2.0,\"ttl\":\"1m\"}",
				"'ratio' must be from 0.0 (no trace) to 1.0 (every trace) but is 2.0.");
		assertRefused("ratio", "{\"ratio\":1.0,\"ttl\":\"2h\"}", "'ttl' must be more than 0 and at most 3600s "
				+ "(tracing.sampling.control.max-ttl) but is 7200000ms.");
		assertRefused("ratio", "{\"ratio\":1.0,\"ttl\":\"soon\"}", "'ttl' must be a time such as 10m but is 'soon'.");
		assertRefused("rule", "{\"name\":\"all\",\"ratio\":1.0,\"ttl\":\"1m\"}",
				"The rule has no condition and would " + "decide on every trace. Write one, or set the ratio.");
		assertRefused("rule", "{\"name\":\"a\",\"path\":\"orders\",\"ratio\":1.0,\"ttl\":\"1m\"}",
				"rule.path: It must start with '/'. Write a pattern such as /orders/**.");
		assertRefused("switch", "{\"name\":\"a\",\"enabled\":true,\"ttl\":\"1m\"}",
				"There is no rule 'a'. There are [invoices].");
		assertThat(send("POST", "/actuator/tracing/unknown", "{}").statusCode()).isEqualTo(404);
		assertThat(audited()).isEmpty();
	}

	private void assertRefused(String operation, String body, String reason) throws Exception {
		HttpResponse<String> response = send("POST", "/actuator/tracing/" + operation, body);
		assertThat(response.statusCode()).as(body).isEqualTo(400);
		assertThat(json(response).get("error").asString()).isEqualTo(reason);
	}

	private List<String> audited() {
		return this.application.getBean(AuditEventRepository.class)
			.find(null, null, AuditedChanges.TYPE)
			.stream()
			.map(SteeringOverHttpTests::inWords)
			.toList();
	}

	private static String inWords(AuditEvent event) {
		return event.getPrincipal() + " " + event.getData().get("action") + " " + event.getData().get("change") + " "
				+ event.getData().get("name");
	}

	private static JsonNode shownDecision(JsonNode sampling, String traceId) {
		return sampling.get("recent")
			.valueStream()
			.filter((decision) -> traceId.equals(decision.get("traceId").asString()))
			.findFirst()
			.orElseThrow();
	}

	private double changes(String change, String action) {
		return this.application.getBean(MeterRegistry.class)
			.get("tracing.sampling.changes")
			.tag("change", change)
			.tag("action", action)
			.functionCounter()
			.count();
	}

	private RecordedSpans spans() {
		return this.application.getBean(RecordedSpans.class);
	}

	private JsonNode json(HttpResponse<String> response) {
		return this.mapper.readTree(response.body());
	}

	private void get(String path, String... headers) throws Exception {
		assertThat(send("GET", path, null, headers).body()).isEqualTo("done");
	}

	private HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.application.getWebServer().getPort() + path))
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody());
		if (body != null) {
			request.header("Content-Type", "application/json");
		}
		if (headers.length > 0) {
			request.headers(headers);
		}
		HttpResponse<String> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		logger.debug("{} {} {}{} -> {} {}", method, path, (body != null) ? body : "", List.of(headers),
				response.statusCode(), response.body());
		return response;
	}

	private void start(String... arguments) {
		this.application = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
			.properties(Excluded.brokersAndDatabases(), "server.port=0", "tracing.sampling.ratio=0.0",
					"tracing.sampling.rules[0].name=invoices", "tracing.sampling.rules[0].path=/invoices/**",
					"tracing.sampling.rules[0].ratio=1.0", "tracing.sampling.rules[0].enabled=false",
					"management.endpoints.web.exposure.include=tracing")
			.run(arguments);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { JettyServletWebServerAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
	@RestController
	static class Application {

		@Bean
		static RecordedSpans recordedSpans() {
			return new RecordedSpans();
		}

		@Bean
		static AuditEventRepository auditEventRepository() {
			return new InMemoryAuditEventRepository();
		}

		@GetMapping({ "/orders", "/invoices" })
		String work() {
			return "done";
		}

	}

}
