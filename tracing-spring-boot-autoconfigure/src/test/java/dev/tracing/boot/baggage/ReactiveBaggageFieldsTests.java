/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.annotation.Traced;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fields of real requests: a Netty behind Spring Security that calls itself.
 */
class ReactiveBaggageFieldsTests {

	private static final AttributeKey<String> TENANT = AttributeKey.stringKey("business.tenant_id");

	private static final AttributeKey<String> USER = AttributeKey.stringKey("business.user");

	private static final String FIELD = "--tracing.baggage.fields.";

	private static final String[] FIELDS = { FIELD + "tenant-id.from-header=X-Tenant-Id",
			FIELD + "tenant-id.from-claim=tenant", FIELD + "tenant-id.attribute=business.tenant_id",
			FIELD + "user.from-principal=true", FIELD + "user.attribute=business.user" };

	private ConfigurableApplicationContext context;

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void aClaimOfTheUserWinsOverTheCallersWord() throws Exception {
		start(FIELDS);
		get("X-Tenant-Id", "forged", "Authorization", "Basic YWRhOng=");
		List<SpanData> spans = spans();
		assertThat(spans).extracting((span) -> span.getAttributes().get(TENANT)).containsOnly("acme");
		assertThat(spans).extracting((span) -> span.getAttributes().get(USER)).containsOnly("ada");
		assertThat(this.context.getBean(Orders.class).received.remove()).contains("tenant-id=acme", "user=ada")
			.doesNotContain("forged");
	}

	@Test
	void withoutAUserTheCallersWordCounts() throws Exception {
		start(FIELDS);
		get("X-Tenant-Id", "globex");
		List<SpanData> spans = spans();
		assertThat(spans).extracting((span) -> span.getAttributes().get(TENANT)).containsOnly("globex");
		assertThat(spans).extracting((span) -> span.getAttributes().get(USER)).containsOnlyNulls();
	}

	@Test
	void nobodyLooksForTheUserIfNoFieldIsAFactAboutHim() {
		start(FIELD + "tenant-id.from-header=X-Tenant-Id");
		assertThat(this.context.getBeanNamesForType(PrincipalWebFilter.class)).isEmpty();
	}

	private void start(String... arguments) {
		String excluded = Excluded.matching((name) -> name.contains(".kafka.")
				|| (name.endsWith("WebServerAutoConfiguration") && !name.contains("NettyReactive")));
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.REACTIVE)
			.properties(excluded, "server.port=0", "tracing.sampling.ratio=1.0", "server.shutdown=immediate",
					"spring.reactor.netty.shutdown-quiet-period=100ms")
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

	private void get(String... headers) throws Exception {
		int port = this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/orders?port=" + port))
			.headers(headers)
			.build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	@Import({ Orders.class, Stock.class })
	static class Application {

		@Bean
		RecordedSpans spans() {
			return new RecordedSpans();
		}

		@Bean
		SecurityWebFilterChain security(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		ReactiveAuthenticationManager authentication() {
			return (authentication) -> Mono.just(UsernamePasswordAuthenticationToken
				.authenticated(new DefaultOAuth2AuthenticatedPrincipal(authentication.getName(),
						Map.of("tenant", "acme"), AuthorityUtils.NO_AUTHORITIES), "", AuthorityUtils.NO_AUTHORITIES));
		}

	}

	@RestController
	static class Orders {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		private final Stock stock;

		Orders(Stock stock) {
			this.stock = stock;
		}

		@GetMapping("/orders")
		Mono<String> orders(int port) {
			return this.stock.reserve("http://localhost:" + port + "/stock").thenReturn("ordered");
		}

		@GetMapping("/stock")
		Mono<String> stock(ServerHttpRequest request) {
			this.received.add(String.valueOf(request.getHeaders().getFirst("baggage")));
			return Mono.just("reserved");
		}

	}

	@Component
	static class Stock {

		private final WebClient client;

		Stock(WebClient.Builder builder) {
			this.client = builder.build();
		}

		@Traced("stock.reserve")
		Mono<Void> reserve(String uri) {
			return this.client.get().uri(uri).retrieve().toBodilessEntity().then();
		}

	}

}
