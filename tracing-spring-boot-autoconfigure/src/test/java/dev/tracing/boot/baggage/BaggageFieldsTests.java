/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.annotation.Traced;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fields of real requests: a Tomcat behind Spring Security that calls itself.
 */
class BaggageFieldsTests {

	private static final AttributeKey<String> TENANT = AttributeKey.stringKey("business.tenant_id");

	private static final AttributeKey<String> TIER = AttributeKey.stringKey("business.user_tier");

	private static final String FIELD = "--tracing.baggage.fields.";

	private ServletWebServerApplicationContext context;

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void aHeaderBecomesAnAttributeOfEverySpanAndTravelsAndIsLogged() throws Exception {
		start(FIELD + "tenant-id.from-header=X-Tenant-Id", FIELD + "tenant-id.attribute=business.tenant_id",
				FIELD + "tenant-id.mdc-key=tenant");
		get("X-Tenant-Id", "acme");
		assertThat(spans()).extracting((span) -> span.getAttributes().get(TENANT))
			.containsExactly("acme", "acme", "acme", "acme");
		assertThat(received()).containsEntry("baggage", "tenant-id=acme").doesNotContainKey("x-tenant-id");
		assertThat(this.context.getBean(Orders.class).logged).containsExactly("acme", "acme", "acme");
		assertThat(MDC.get("tenant")).isNull();
	}

	@Test
	void baggageOfTheCallerCountsBeforeHisHeader() throws Exception {
		start(FIELD + "tenant-id.from-header=X-Tenant-Id", FIELD + "tenant-id.attribute=business.tenant_id");
		get("X-Tenant-Id", "acme", "baggage", "tenant-id=globex,other=1");
		assertThat(spans()).extracting((span) -> span.getAttributes().get(TENANT)).containsOnly("globex");
		assertThat(received().get("baggage")).contains("tenant-id=globex", "other=1");
	}

	@Test
	void whatDoesNotTravelIsStillShown() throws Exception {
		start(FIELD + "tenant-id.from-header=X-Tenant-Id", FIELD + "tenant-id.attribute=business.tenant_id",
				FIELD + "tenant-id.travels=false");
		get("X-Tenant-Id", "acme");
		assertThat(spans()).extracting((span) -> span.getAttributes().get(TENANT))
			.containsExactlyInAnyOrder(null, "acme", "acme", "acme");
		assertThat(received()).doesNotContainKey("baggage");
	}

	@Test
	void aClaimOfTheUserWinsOverTheCallersWord() throws Exception {
		start(FIELD + "tenant-id.from-header=X-Tenant-Id", FIELD + "tenant-id.from-claim=tenant",
				FIELD + "tenant-id.attribute=business.tenant_id", FIELD + "tier.from-principal=true",
				FIELD + "tier.attribute=business.user_tier", FIELD + "tier.mdc-key=user");
		get("X-Tenant-Id", "forged", "Authorization", "Basic YWRhOng=");
		List<SpanData> spans = spans();
		assertThat(spans).extracting((span) -> span.getAttributes().get(TENANT))
			.containsExactly("acme", "acme", "acme", "acme");
		assertThat(spans).extracting((span) -> span.getAttributes().get(TIER)).containsOnly("ada");
		assertThat(received().get("baggage")).contains("tenant-id=acme", "tier=ada");
		assertThat(this.context.getBean(Orders.class).loggedUsers).containsExactly("ada", "ada", "ada");
	}

	@Test
	void aClaimOfATokenIsAValueToo() throws Exception {
		start(FIELD + "tenant-id.from-claim=tenant", FIELD + "tenant-id.attribute=business.tenant_id");
		get("Authorization", "Basic and0Og==");
		assertThat(spans()).extracting((span) -> span.getAttributes().get(TENANT)).containsOnly("of the token");
		assertThat(received().get("baggage")).startsWith("tenant-id=of");
	}

	@Test
	void theHeaderOfAStrangerIsNoValue() throws Exception {
		start(FIELD + "tenant-id.from-header=X-Tenant-Id", FIELD + "tenant-id.attribute=business.tenant_id",
				"--tracing.propagation.ingress.trust=none");
		get("X-Tenant-Id", "acme");
		assertThat(this.context.getBean(RecordedSpans.class).take(4))
			.extracting((span) -> span.getAttributes().get(TENANT))
			.containsOnlyNulls();
		assertThat(received()).doesNotContainKey("baggage");
	}

	@Test
	void aUserWithoutTheClaimIsNotWhatTheCallerSays() throws Exception {
		start(FIELD + "tenant-id.from-header=X-Tenant-Id", FIELD + "tenant-id.from-claim=no-such-claim",
				FIELD + "tenant-id.attribute=business.tenant_id");
		get("X-Tenant-Id", "forged", "Authorization", "Basic YWRhOng=");
		assertThat(spans()).extracting((span) -> span.getAttributes().get(TENANT))
			.containsOnly("(unknown)", null)
			.doesNotContain("forged");
		assertThat(received().getOrDefault("baggage", "")).doesNotContain("forged");
	}

	@Test
	void aValueThatIsNotFitIsNoValue() throws Exception {
		start(FIELD + "tenant-id.from-header=X-Tenant-Id", FIELD + "tenant-id.attribute=business.tenant_id",
				"--tracing.baggage.max-value-length=8");
		get("X-Tenant-Id", "123456789");
		assertThat(spans()).extracting((span) -> span.getAttributes().get(TENANT)).containsOnlyNulls();
		assertThat(received()).doesNotContainKey("baggage");
	}

	private void start(String... arguments) {
		this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
			.properties(Excluded.brokersAndDatabases(), "server.port=0", "tracing.sampling.ratio=1.0",
					"tracing.console.enabled=false")
			.run(arguments);
	}

	// The called server, the client, the method, the first server.
	private List<SpanData> spans() {
		try (RecordedSpans spans = this.context.getBean(RecordedSpans.class)) {
			List<SpanData> taken = spans.take(4);
			assertThat(taken).extracting(SpanData::getTraceId).containsOnly(taken.get(0).getTraceId());
			return taken;
		}
	}

	private Map<String, String> received() {
		return this.context.getBean(Orders.class).received.remove();
	}

	private void get(String... headers) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(uri("/orders"))).headers(headers).build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
	}

	private String uri(String path) {
		return "http://localhost:" + this.context.getWebServer().getPort() + path;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = JettyServletWebServerAutoConfiguration.class)
	@Import({ Orders.class, Stock.class })
	static class Application {

		@Bean
		RecordedSpans spans() {
			return new RecordedSpans();
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		AuthenticationManager authentication() {
			return (authentication) -> UsernamePasswordAuthenticationToken
				.authenticated(principal(authentication.getName()), "", AuthorityUtils.NO_AUTHORITIES);
		}

		private static Object principal(String name) {
			// A token has claims, and is nobody's name.
			return "jwt".equals(name)
					? Jwt.withTokenValue("token").header("alg", "RS256").claim("tenant", "of the token").build()
					: new DefaultOAuth2AuthenticatedPrincipal(name, Map.of("tenant", "acme"),
							AuthorityUtils.NO_AUTHORITIES);
		}

	}

	@RestController
	static class Orders {

		private final BlockingQueue<Map<String, String>> received = new LinkedBlockingQueue<>();

		private final BlockingQueue<String> logged = new LinkedBlockingQueue<>();

		private final BlockingQueue<String> loggedUsers = new LinkedBlockingQueue<>();

		private final Stock stock;

		Orders(Stock stock) {
			this.stock = stock;
		}

		@GetMapping("/orders")
		String orders(HttpServletRequest request) {
			log();
			this.stock.reserve("http://localhost:" + request.getServerPort() + "/stock");
			log();
			return "ordered";
		}

		@GetMapping("/stock")
		String stock(HttpServletRequest request) {
			log();
			Map<String, String> headers = new HashMap<>();
			request.getHeaderNames()
				.asIterator()
				.forEachRemaining((name) -> headers.put(name, request.getHeader(name)));
			this.received.add(headers);
			return "reserved";
		}

		private void log() {
			add(this.logged, "tenant");
			add(this.loggedUsers, "user");
		}

		private static void add(BlockingQueue<String> queue, String key) {
			if (MDC.get(key) != null) {
				queue.add(MDC.get(key));
			}
		}

	}

	@Component
	static class Stock {

		private final RestClient client;

		Stock(RestClient.Builder builder) {
			this.client = builder.build();
		}

		@Traced("stock.reserve")
		void reserve(String uri) {
			this.client.get().uri(uri).retrieve().toBodilessEntity();
		}

	}

}
