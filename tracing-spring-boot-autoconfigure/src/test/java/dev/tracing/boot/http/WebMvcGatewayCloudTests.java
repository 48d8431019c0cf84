/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.sun.net.httpserver.Headers;
import dev.tracing.boot.DisabledTracingAutoConfiguration;
import dev.tracing.boot.propagation.PropagationAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.GatewayServerMvcAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions;
import org.springframework.cloud.gateway.server.mvc.filter.FilterAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.handler.ClientHttpRequestFactoryProxyExchange;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctionAutoConfiguration;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.cloud.gateway.server.mvc.predicate.PredicateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud Gateway on a real Tomcat, in front of a real server.
 */
@Tag("cloud")
class WebMvcGatewayCloudTests {

	private static final String ROUTE = "spring.cloud.gateway.server.webmvc.routes[0].";

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String CALLER = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

	private final TestServer upstream = new TestServer();

	private ServletShop gateway;

	@AfterEach
	void everySpanIsAsserted() {
		this.gateway.spans().assertNoMore();
		this.gateway.close();
		this.upstream.close();
	}

	@Test
	void hopIsOneServerSpanWithItsRouteAndOneClientSpanBelowIt() {
		start(Gateway.class);
		HttpResponse<String> response = this.gateway.get("/api/orders/42?page=1", "traceparent", CALLER, "baggage",
				"tenant=acme");
		assertThat(response.body()).isEqualTo("hello");
		List<SpanData> spans = this.gateway.spans().take(2);
		SpanData client = spans.get(0);
		SpanData server = spans.get(1);
		assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(server.getName()).isEqualTo("GET /api/**");
		assertThat(HttpClientSpanContract.text(server, "http.route")).isEqualTo("/api/**");
		assertThat(HttpClientSpanContract.text(server, "gateway.route")).isEqualTo("orders");
		assertThat(server.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(client.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(client.getName()).isEqualTo("GET");
		assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
		assertThat(HttpClientSpanContract.text(client, "url.full"))
			.isEqualTo(this.upstream.url() + "/orders/42?page=1");
		Headers sent = this.upstream.take();
		assertThat(sent.get("traceparent")).containsExactly("00-" + TRACE_ID + "-" + client.getSpanId() + "-01");
		assertThat(sent.get("baggage")).containsExactly("tenant=acme");
	}

	@Test
	void serverBehindThatIsNotListedIsToldNothing() {
		start(GuardedGateway.class, "tracing.propagation.egress.exclude=localhost");
		this.gateway.get("/api/orders", "traceparent", CALLER, "tracestate", "a=1", "baggage", "tenant=acme");
		this.gateway.spans().take(2);
		assertThat(this.upstream.take()).doesNotContainKeys("Traceparent", "Tracestate", "Baggage");
	}

	@Test
	void contextInAnotherFormatIsNotSentOn() {
		start(Gateway.class);
		this.gateway.get("/api/orders", "b3", TRACE_ID + "-b7ad6b7169203331-1", "uber-trace-id", "1:2:0:1",
				"X-B3-Flags", "1", "X-B3-ParentSpanId", "b7ad6b7169203331", "X-Other", "stays");
		SpanData client = this.gateway.spans().take(2).get(0);
		Headers sent = this.upstream.take();
		assertThat(sent.get("traceparent")).containsExactly("00-" + TRACE_ID + "-" + client.getSpanId() + "-01");
		assertThat(sent).doesNotContainKeys("B3", "Uber-trace-id", "X-b3-flags", "X-b3-parentspanid");
		assertThat(sent.getFirst("X-Other")).isEqualTo("stays");
	}

	@Test
	void secretThatForcesATraceIsNotSentOn() {
		start(Gateway.class, "tracing.sampling.force.secret=not-for-the-others");
		this.gateway.get("/api/orders", "X-Force-Trace", "not-for-the-others", "X-Other", "stays");
		this.gateway.spans().take(2);
		Headers sent = this.upstream.take();
		assertThat(sent.containsKey("X-Force-Trace")).isFalse();
		assertThat(sent.getFirst("X-Other")).isEqualTo("stays");
	}

	@Test
	void failureOfTheServerBehindIsAnErrorOfBothSpans() {
		start(Gateway.class);
		assertThat(this.gateway.send("POST", "/api/status/503").statusCode()).isEqualTo(503);
		for (SpanData span : this.gateway.spans().take(2)) {
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(HttpClientSpanContract.text(span, "error.type")).isEqualTo("503");
		}
	}

	@Test
	void everyAttemptOfARetryHasASpan() {
		start(Gateway.class, ROUTE + "filters[1]=Retry=2");
		assertThat(this.gateway.get("/api/flaky").body()).isEqualTo("hello");
		List<SpanData> spans = this.gateway.spans().take(3);
		assertThat(HttpClientSpanContract.text(spans.get(0), "error.type")).isEqualTo("503");
		assertThat(spans.get(1).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
		for (SpanData attempt : spans.subList(0, 2)) {
			assertThat(attempt.getKind()).isEqualTo(SpanKind.CLIENT);
			assertThat(attempt.getParentSpanId()).isEqualTo(spans.get(2).getSpanId());
			assertThat(this.upstream.take().getFirst("traceparent")).contains(attempt.getSpanId());
		}
	}

	@Test
	void serverThatIsNotThereIsAnErrorOfBothSpans() {
		start(Gateway.class);
		this.upstream.close();
		assertThat(this.gateway.get("/api/orders").statusCode()).isEqualTo(500);
		SpanData client = this.gateway.spans().take();
		assertThat(client.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(HttpClientSpanContract.text(client, "error.type")).contains("ConnectException");
		assertThat(this.gateway.spans().take().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
	}

	@Test
	void timeoutEndsTheClientSpan() {
		start(Gateway.class, "spring.http.clients.read-timeout=100ms");
		assertThat(this.gateway.get("/api/hang").statusCode()).isEqualTo(500);
		assertThat(this.gateway.spans().take(2)).extracting((span) -> span.getStatus().getStatusCode())
			.containsExactly(StatusCode.ERROR, StatusCode.ERROR);
	}

	@Test
	void unsampledHopSendsTheCallersDecisionOn() {
		start(Gateway.class);
		this.gateway.get("/api/orders", "traceparent", CALLER.replace("-01", "-00"));
		assertThat(this.upstream.take().getFirst("traceparent")).startsWith("00-" + TRACE_ID).endsWith("-00");
	}

	@Test
	void routeThatIsWrittenInJavaTellsItsIdIfAskedTo() {
		start(WrittenGateway.class, "test.uri=" + this.upstream.url());
		this.gateway.get("/written/42");
		SpanData server = this.gateway.spans().take(2).get(1);
		assertThat(server.getName()).isEqualTo("GET /written/{id}");
		assertThat(HttpClientSpanContract.text(server, "gateway.route")).isEqualTo("written");
	}

	@Test
	void requestThatNoRouteTakesHasNone() {
		start(Gateway.class);
		this.gateway.get("/orders/7");
		SpanData span = this.gateway.spans().take();
		assertThat(span.getName()).isEqualTo("GET /orders/{id}");
		assertThat(HttpClientSpanContract.text(span, "gateway.route")).isNull();
	}

	@Test
	void metricsMakeNoFurtherSpan() {
		start(MeteredGateway.class);
		this.gateway.get("/api/orders/42");
		assertThat(this.gateway.spans().take(2)).extracting(SpanData::getKind)
			.containsExactly(SpanKind.CLIENT, SpanKind.SERVER);
		assertThat(this.gateway.bean(MeterRegistry.class).get("http.client.requests").timer().count()).isOne();
	}

	@Test
	void clientThatIsNotTracedSendsTheServerSpan() {
		start(UntracedGateway.class);
		this.gateway.get("/api/orders/42", "traceparent", CALLER, "b3", "0");
		SpanData server = this.gateway.spans().take();
		Headers sent = this.upstream.take();
		assertThat(sent.get("traceparent")).containsExactly("00-" + TRACE_ID + "-" + server.getSpanId() + "-01");
		assertThat(sent.containsKey("b3")).isFalse();
	}

	@Test
	void callersHeadersAreNotSentOnByAClientThatIsOff() {
		start(GuardedGateway.class, "tracing.http.client.enabled=false",
				"tracing.sampling.force.secret=not-for-the-others", "tracing.propagation.egress.exclude=localhost");
		this.gateway.get("/api/orders", "traceparent", CALLER, "baggage", "tenant=acme", "X-Force-Trace",
				"not-for-the-others");
		this.gateway.spans().take(2);
		assertThat(this.upstream.take()).doesNotContainKeys("Traceparent", "Baggage", "X-force-trace");
	}

	@Test
	void everythingIsSentOnAsItCameWithTracingOff() {
		start(Gateway.class, "tracing.enabled=false");
		this.gateway.get("/api/orders/42", "traceparent", CALLER, "b3", "0");
		Headers sent = this.upstream.take();
		assertThat(sent.get("traceparent")).containsExactly(CALLER);
		assertThat(sent.get("b3")).containsExactly("0");
	}

	@Test
	void attributeIsTheGateways() {
		start(Gateway.class);
		assertThat(GatewayRoute.SERVLET_ATTRIBUTE).isEqualTo(MvcUtils.GATEWAY_ROUTE_ID_ATTR);
	}

	private void start(Class<?> configuration, String... properties) {
		this.gateway = ServletShop.start(configuration, properties(properties));
	}

	private String[] properties(String... more) {
		String[] properties = { ROUTE + "id=orders", ROUTE + "uri=" + this.upstream.url(),
				ROUTE + "predicates[0]=Path=/api/**", ROUTE + "filters[0]=StripPrefix=1" };
		return Stream.of(properties, more).flatMap(Arrays::stream).toArray(String[]::new);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, HttpClientAutoConfiguration.class,
			ImperativeHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
			RestClientObservationAutoConfiguration.class, GatewayServerMvcAutoConfiguration.class,
			FilterAutoConfiguration.class, HandlerFunctionAutoConfiguration.class, PredicateAutoConfiguration.class,
			DisabledTracingAutoConfiguration.class, HttpClientTracingAutoConfiguration.class,
			RestClientTracingAutoConfiguration.class, WebMvcGatewayTracingAutoConfiguration.class })
	static class Gateway {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Gateway.class)
	@ImportAutoConfiguration(PropagationAutoConfiguration.class)
	static class GuardedGateway {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class })
	static class MeteredGateway extends Gateway {

	}

	@Configuration(proxyBeanMethods = false)
	static class WrittenGateway extends Gateway {

		@Bean
		RouterFunction<ServerResponse> written(@Value("${test.uri}") String uri) {
			return GatewayRouterFunctions.route("written")
				.GET("/written/{id}", HandlerFunctions.http())
				.before(BeforeFilterFunctions.uri(uri))
				.before(BeforeFilterFunctions.routeId("written"))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UntracedGateway extends Gateway {

		@Bean
		ProxyExchange proxyExchange(GatewayMvcProperties properties) {
			return new ClientHttpRequestFactoryProxyExchange(new JdkClientHttpRequestFactory(), properties);
		}

	}

}
