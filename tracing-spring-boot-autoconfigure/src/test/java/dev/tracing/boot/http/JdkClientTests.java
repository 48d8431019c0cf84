/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Operation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What a JDK client has and other clients have not.
 */
class JdkClientTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = HttpClients.traced(this.spans)
		.withBean(HttpClient.class, HttpClient::newHttpClient);

	@AfterEach
	void everySpanIsAsserted() {
		this.server.close();
		this.spans.assertNoMore();
		assertThat(Context.current()).as("a scope was left open").isSameAs(Context.root());
	}

	@Test
	void asynchronousRequestIsAChildOfItsCallerAndCarriesItsSpan() {
		this.runner.run((context) -> {
			Span caller = context.getBean(SdkTracerProvider.class).get("test").spanBuilder("caller").startSpan();
			CompletableFuture<HttpResponse<String>> future;
			try (Scope scope = caller.makeCurrent()) {
				future = client(context).sendAsync(request("/hello"), HttpResponse.BodyHandlers.ofString());
			}
			assertThat(future.join().body()).isEqualTo("hello");
			SpanData span = this.spans.take();
			assertThat(span.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
			assertThat(this.server.take().getFirst("traceparent")).contains(span.getSpanId());
			caller.end();
			this.spans.take();
		});
	}

	@Test
	void asynchronousSpanHasEndedBeforeWhatDependsOnTheResult() {
		this.runner.run((context) -> {
			AtomicReference<SpanData> seen = new AtomicReference<>();
			client(context).sendAsync(request("/status/503"), HttpResponse.BodyHandlers.discarding(), null)
				.thenAccept((response) -> seen.set(this.spans.take()))
				.join();
			assertThat(seen.get().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(HttpClientSpanContract.text(seen.get(), "error.type")).isEqualTo("503");
		});
	}

	@Test
	void asynchronousFailureIsRecordedAndStaysWhatItWas() {
		this.runner.run((context) -> {
			this.server.close();
			assertThatExceptionOfType(CompletionException.class).isThrownBy(
					() -> client(context).sendAsync(request("/hello"), HttpResponse.BodyHandlers.discarding()).join())
				.withCauseInstanceOf(ConnectException.class);
			assertThat(HttpClientSpanContract.text(this.spans.take(), "error.type"))
				.isEqualTo("java.net.ConnectException");
		});
	}

	@Test
	void cancellingEndsRequestAndSpanAndIsNoError() {
		this.runner.run((context) -> {
			CompletableFuture<?> future = client(context).sendAsync(request("/hang"),
					HttpResponse.BodyHandlers.discarding());
			this.server.take();
			future.cancel(true);
			SpanData span = this.spans.take();
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			// Which of the two it is, is the outcome of a race within the client.
			Throwable thrown = catchThrowable(future::join);
			assertThat(Operation.unwrap(thrown)).isInstanceOf(CancellationException.class);
		});
	}

	@Test
	void requestThatTheClientRefusesIsRefusedAsBefore() {
		this.runner.run((context) -> {
			HttpRequest other = new OwnRequest(URI.create("ftp://localhost/"));
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> client(context).send(other, HttpResponse.BodyHandlers.discarding()));
			assertThat(this.spans.take().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		});
	}

	@Test
	void clientOnTopOfTheClientMakesTheOnlySpan() {
		this.runner.run((context) -> {
			HttpClient client = client(context);
			URI uri = this.server.uri("/hello");
			context.getBean(RestClient.Builder.class)
				.requestFactory(new JdkClientHttpRequestFactory(client))
				.build()
				.get()
				.uri(uri)
				.retrieve()
				.toBodilessEntity();
			assertThat(this.server.take().getFirst("traceparent")).contains(this.spans.take().getSpanId());
			this.spans.assertNoMore();
			context.getBean(WebClient.Builder.class)
				.clientConnector(new JdkClientHttpConnector(client))
				.build()
				.get()
				.uri(uri)
				.retrieve()
				.toBodilessEntity()
				.block();
			assertThat(this.server.take().getFirst("traceparent")).contains(this.spans.take().getSpanId());
		});
	}

	@Test
	void clientOfAnotherMakeStaysWhatItIs() {
		HttpClient own = new TracingHttpClient(HttpClient.newHttpClient(), () -> null);
		HttpClients.traced(this.spans)
			.withBean(HttpClient.class, () -> own)
			.run((context) -> assertThat(context.getBean(HttpClient.class)).isSameAs(own));
	}

	@Test
	void settingsAreThoseOfTheClient() {
		HttpClient jdk = HttpClient.newBuilder()
			.connectTimeout(Duration.ofSeconds(3))
			.followRedirects(HttpClient.Redirect.ALWAYS)
			.version(HttpClient.Version.HTTP_1_1)
			.build();
		HttpClients.traced(this.spans).withBean(HttpClient.class, () -> jdk).run((context) -> {
			HttpClient client = client(context);
			assertThat(client).isInstanceOf(TracingHttpClient.class);
			assertThat(client.connectTimeout()).isEqualTo(jdk.connectTimeout());
			assertThat(client.followRedirects()).isEqualTo(jdk.followRedirects());
			assertThat(client.version()).isEqualTo(jdk.version());
			assertThat(client.sslContext()).isSameAs(jdk.sslContext());
			assertThat(client.sslParameters().getProtocols()).isEqualTo(jdk.sslParameters().getProtocols());
			assertThat(client.executor()).isEqualTo(jdk.executor());
			assertThat(client.proxy()).isEqualTo(jdk.proxy());
			assertThat(client.authenticator()).isEqualTo(jdk.authenticator());
			assertThat(client.cookieHandler()).isEqualTo(jdk.cookieHandler());
			assertThat(client.newWebSocketBuilder()).isNotNull();
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void closingClosesTheClient() throws Exception {
		HttpClient jdk = HttpClient.newHttpClient();
		TracingHttpClient client = new TracingHttpClient(jdk, () -> null);
		assertThat(client.isTerminated()).isFalse();
		((AutoCloseable) (Object) client).close();
		assertThat(client.isTerminated()).isTrue();
		assertThat(JdkClientLifecycle.isTerminated(jdk)).isTrue();
	}

	private static HttpClient client(ApplicationContext context) {
		return context.getBean(HttpClient.class);
	}

	private HttpRequest request(String path) {
		return HttpRequest.newBuilder(this.server.uri(path)).build();
	}

	/**
	 * A request that no builder would make.
	 */
	private static final class OwnRequest extends HttpRequest {

		private final URI uri;

		private OwnRequest(URI uri) {
			this.uri = uri;
		}

		@Override
		public Optional<BodyPublisher> bodyPublisher() {
			return Optional.empty();
		}

		@Override
		public String method() {
			return "GET";
		}

		@Override
		public Optional<Duration> timeout() {
			return Optional.empty();
		}

		@Override
		public boolean expectContinue() {
			return false;
		}

		@Override
		public URI uri() {
			return this.uri;
		}

		@Override
		public Optional<HttpClient.Version> version() {
			return Optional.empty();
		}

		@Override
		public HttpHeaders headers() {
			return HttpHeaders.of(Map.of(), (name, value) -> true);
		}

	}

}
