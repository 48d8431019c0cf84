/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.sun.net.httpserver.Headers;
import dev.tracing.boot.DisabledTracingAutoConfiguration;
import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.propagation.PropagationAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.cloud.gateway.config.GatewayMetricsAutoConfiguration;
import org.springframework.cloud.gateway.config.GatewayNoLoadBalancerClientAutoConfiguration;
import org.springframework.cloud.gateway.config.GatewayTracingAutoConfiguration;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud Gateway on a real Netty, in front of a real server.
 */
@Tag("cloud")
class WebFluxGatewayCloudTests {

	private static final String ROUTE = "spring.cloud.gateway.server.webflux.routes[0].";

	private final RecordedSpans spans = new RecordedSpans();

	private final TestServer upstream = new TestServer();

	@AfterEach
	void everySpanIsAsserted() {
		this.upstream.close();
		this.spans.assertNoMore();
	}

	@Test
	void hopIsOneServerSpanWithItsRouteAndOneClientSpanBelowIt() {
		runner().run((context) -> assertOneHop(context));
	}

	@Test
	void gatewaysOwnObservationTakesTheClientSpan() {
		observed(runner()).run((context) -> {
			assertOneHop(context);
			assertThat(context.getBean(MeterRegistry.class).get("http.client.requests").timer().count()).isOne();
		});
	}

	@Test
	void contextInAnotherFormatIsNotSentOn() {
		runner().run((context) -> {
			WebFluxApplication.get(context, "/api/orders", "b3", WebFluxApplication.TRACE_ID + "-b7ad6b7169203331-1",
					"uber-trace-id", "1:2:0:1", "X-B3-Flags", "1", "X-B3-ParentSpanId", "b7ad6b7169203331", "X-Other",
					"stays");
			SpanData client = this.spans.take(2).get(0);
			Headers sent = this.upstream.take();
			assertThat(sent.get("traceparent")).singleElement().asString().contains(client.getSpanId());
			assertThat(sent).doesNotContainKeys("B3", "Uber-trace-id", "X-b3-flags", "X-b3-parentspanid");
			assertThat(sent.getFirst("X-Other")).isEqualTo("stays");
		});
	}

	@Test
	void secretThatForcesATraceIsNotSentOn() {
		runner().withPropertyValues("tracing.sampling.force.secret=not-for-the-others").run((context) -> {
			WebFluxApplication.get(context, "/api/orders", "X-Force-Trace", "not-for-the-others", "X-Other", "stays");
			this.spans.take(2);
			Headers sent = this.upstream.take();
			assertThat(sent.containsKey("X-Force-Trace")).isFalse();
			assertThat(sent.getFirst("X-Other")).isEqualTo("stays");
		});
	}

	@Test
	void baggageIsSentOn() {
		runner().run((context) -> {
			WebFluxApplication.get(context, "/api/orders", "traceparent", WebFluxApplication.SAMPLED_CALLER, "baggage",
					"tenant=acme");
			this.spans.take(2);
			assertThat(this.upstream.take().get("baggage")).containsExactly("tenant=acme");
		});
	}

	@Test
	void serverBehindThatIsNotListedIsToldNothing() {
		runner().withConfiguration(AutoConfigurations.of(PropagationAutoConfiguration.class))
			.withPropertyValues("tracing.propagation.egress.exclude=localhost")
			.run((context) -> {
				WebFluxApplication.get(context, "/api/orders", "traceparent", WebFluxApplication.SAMPLED_CALLER,
						"tracestate", "a=1", "baggage", "tenant=acme");
				this.spans.take(2);
				assertThat(this.upstream.take()).doesNotContainKeys("Traceparent", "Tracestate", "Baggage");
			});
	}

	@Test
	void failureOfTheServerBehindIsAnErrorOfBothSpans() {
		runner().run((context) -> {
			assertThat(WebFluxApplication.get(context, "/api/status/503").statusCode()).isEqualTo(503);
			for (SpanData span : this.spans.take(2)) {
				assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
				assertThat(HttpClientSpanContract.text(span, "error.type")).isEqualTo("503");
			}
		});
	}

	@Test
	void serverThatIsNotThereIsAnErrorOfTheClientSpan() {
		observed(runner()).run((context) -> {
			this.upstream.close();
			assertThat(WebFluxApplication.get(context, "/api/orders").statusCode()).isEqualTo(500);
			SpanData client = this.spans.take();
			assertThat(client.getKind()).isEqualTo(SpanKind.CLIENT);
			assertThat(HttpClientSpanContract.text(client, "error.type")).contains("ConnectException");
			this.spans.take();
		});
	}

	@Test
	void everyAttemptOfARetryHasASpan() {
		observed(runner()).withPropertyValues(ROUTE + "filters[1]=Retry=2").run((context) -> {
			assertThat(WebFluxApplication.get(context, "/api/flaky").body()).isEqualTo("hello");
			List<SpanData> spans = this.spans.take(3);
			assertThat(HttpClientSpanContract.text(spans.get(0), "error.type")).isEqualTo("503");
			assertThat(spans.get(1).getAttributes().get(AttributeKey.longKey("http.request.resend_count")))
				.isEqualTo(1);
			assertThat(spans.get(0).getParentSpanId()).isEqualTo(spans.get(2).getSpanId());
			assertThat(spans.get(1).getParentSpanId()).isEqualTo(spans.get(2).getSpanId());
			assertThat(this.upstream.take().getFirst("traceparent")).contains(spans.get(0).getSpanId());
			assertThat(this.upstream.take().getFirst("traceparent")).contains(spans.get(1).getSpanId());
		});
	}

	@Test
	void timeoutEndsTheClientSpan() {
		observed(runner()).withPropertyValues(ROUTE + "metadata.response-timeout=100").run((context) -> {
			assertThat(WebFluxApplication.get(context, "/api/hang").statusCode()).isEqualTo(504);
			assertThat(this.spans.take(2)).extracting((span) -> span.getStatus().getStatusCode())
				.containsExactly(StatusCode.ERROR, StatusCode.ERROR);
		});
	}

	@Test
	void callerWhoHangsUpEndsBothSpansAndIsNoError() {
		observed(runner()).run((context) -> {
			try (Socket socket = new Socket("localhost", WebFluxApplication.port(context))) {
				socket.getOutputStream()
					.write("GET /api/hang HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				this.upstream.take();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			assertThat(this.spans.take(2)).extracting((span) -> span.getStatus().getStatusCode())
				.containsExactly(StatusCode.UNSET, StatusCode.UNSET);
		});
	}

	@Test
	void unsampledHopSendsTheCallersDecisionOn() {
		observed(runner()).run((context) -> {
			WebFluxApplication.get(context, "/api/orders", "traceparent",
					"00-" + WebFluxApplication.TRACE_ID + "-b7ad6b7169203331-00");
			assertThat(this.upstream.take().getFirst("traceparent")).startsWith("00-" + WebFluxApplication.TRACE_ID)
				.endsWith("-00");
		});
	}

	@Test
	void webSocketCarriesTheServerSpanAndHasNoClientSpan() {
		runner().run((context) -> {
			HttpClient.newHttpClient()
				.newWebSocketBuilder()
				.buildAsync(URI.create("ws://localhost:" + WebFluxApplication.port(context) + "/api/chat"),
						new WebSocket.Listener() {
						});
			SpanData server = this.spans.take();
			assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
			assertThat(HttpClientSpanContract.text(server, "gateway.route")).isEqualTo("orders");
			assertThat(this.upstream.take().getFirst("traceparent")).contains(server.getSpanId());
		});
	}

	@Test
	void requestThatNoRouteTakesHasNone() {
		runner().run((context) -> {
			WebFluxApplication.get(context, "/orders/7");
			SpanData span = this.spans.take();
			assertThat(span.getName()).isEqualTo("GET /orders/{id}");
			assertThat(HttpClientSpanContract.text(span, "gateway.route")).isNull();
		});
	}

	@Test
	void everythingIsSentOnAsItCameWithTracingOff() {
		runner().withPropertyValues("tracing.enabled=false").run((context) -> {
			WebFluxApplication.get(context, "/api/orders", "traceparent", WebFluxApplication.SAMPLED_CALLER, "b3", "0");
			Headers sent = this.upstream.take();
			assertThat(sent.get("traceparent")).containsExactly(WebFluxApplication.SAMPLED_CALLER);
			assertThat(sent.get("b3")).containsExactly("0");
		});
	}

	@Test
	void gatewayTracesItselfWhereClientsAreNotTraced() {
		observed(runner()).withPropertyValues("tracing.http.client.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(GatewayTracingFilter.class);
			WebFluxApplication.get(context, "/api/orders");
			SpanData client = this.spans.take();
			assertThat(client.getName()).isEqualTo("HTTP GET");
			assertThat(this.upstream.take().getFirst("traceparent")).contains(client.getSpanId());
			this.spans.take();
		});
	}

	@Test
	void backsOffWithoutAGateway() {
		HttpClients.traced(this.spans)
			.withConfiguration(AutoConfigurations.of(WebMvcGatewayTracingAutoConfiguration.class,
					WebFluxGatewayTracingAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("tracingGatewayRequestHeaders")
				.doesNotHaveBean("tracingGatewayFilter"));
	}

	private void assertOneHop(ApplicationContext context) {
		assertThat(WebFluxApplication
			.get(context, "/api/orders/42?page=1", "traceparent", WebFluxApplication.SAMPLED_CALLER)
			.body()).isEqualTo("hello");
		List<SpanData> spans = this.spans.take(2);
		SpanData client = spans.get(0);
		SpanData server = spans.get(1);
		assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(server.getName()).isEqualTo("GET /api/**");
		assertThat(HttpClientSpanContract.text(server, "gateway.route")).isEqualTo("orders");
		assertThat(server.getTraceId()).isEqualTo(WebFluxApplication.TRACE_ID);
		assertThat(client.getKind()).isEqualTo(SpanKind.CLIENT);
		assertThat(client.getName()).isEqualTo("GET");
		assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
		assertThat(HttpClientSpanContract.text(client, "url.full"))
			.isEqualTo(this.upstream.url() + "/orders/42?page=1");
		assertThat(client.getAttributes().get(AttributeKey.longKey("http.response.status_code"))).isEqualTo(200);
		assertThat(client.getAttributes().get(AttributeKey.longKey("http.response.body.size"))).isEqualTo(5);
		assertThat(this.upstream.take().get("traceparent"))
			.containsExactly("00-" + WebFluxApplication.TRACE_ID + "-" + client.getSpanId() + "-03");
		this.spans.assertNoMore();
	}

	private ReactiveWebApplicationContextRunner runner() {
		return WebFluxApplication.runner(this.spans)
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DisabledTracingAutoConfiguration.class,
					GatewayAutoConfiguration.class, GatewayNoLoadBalancerClientAutoConfiguration.class,
					HttpClientTracingAutoConfiguration.class, WebFluxGatewayTracingAutoConfiguration.class))
			.withPropertyValues(ROUTE + "id=orders", ROUTE + "uri=" + this.upstream.url(),
					ROUTE + "predicates[0]=Path=/api/**", ROUTE + "filters[0]=StripPrefix=1");
	}

	private static ReactiveWebApplicationContextRunner observed(ReactiveWebApplicationContextRunner runner) {
		return runner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					GatewayMetricsAutoConfiguration.class, GatewayTracingAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new);
	}

}
