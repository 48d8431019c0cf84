/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One span per attempt, however it ends.
 */
class HttpClientAttemptTests {

	private static final AttributeKey<Long> RESEND_COUNT = AttributeKey.longKey("http.request.resend_count");

	private static final ExchangeFilterFunction RETRY = (request, next) -> next.exchange(request)
		.flatMap((response) -> response.statusCode().isError()
				? response.releaseBody().then(Mono.<ClientResponse>error(new IllegalStateException("again")))
				: Mono.just(response))
		.retry(1);

	private final RecordedSpans spans = new RecordedSpans();

	private final TestServer server = new TestServer();

	private final ApplicationContextRunner runner = HttpClients.traced(this.spans);

	@AfterEach
	void everySpanIsAsserted() {
		this.server.close();
		this.spans.assertNoMore();
	}

	@Test
	void retryOfARestClientIsASpanOfItsOwn() {
		this.runner.run((context) -> {
			RestClient client = context.getBean(RestClient.Builder.class).requestInterceptor(new Retry()).build();
			client.get().uri(this.server.uri("/flaky")).retrieve().toBodilessEntity();
			assertRetried();
		});
	}

	@Test
	void retryOfARestTemplateIsASpanOfItsOwn() {
		this.runner.withUserConfiguration(UserMadeClients.class).run((context) -> {
			RestTemplate template = context.getBean(RestTemplate.class);
			template.setInterceptors(List.of(template.getInterceptors().get(0), new Retry()));
			template.getForEntity(this.server.uri("/flaky"), Void.class);
			assertRetried();
		});
	}

	@Test
	void retryOfAWebClientIsASpanOfItsOwn() {
		this.runner.run((context) -> {
			WebClient client = context.getBean(WebClient.Builder.class).filter(RETRY).build();
			client.get().uri(this.server.uri("/flaky")).retrieve().toBodilessEntity().block();
			assertRetried();
		});
	}

	@Test
	void subscriptionsAreSiblings() {
		this.runner.run((context) -> {
			Mono<String> call = context.getBean(WebClient.Builder.class)
				.build()
				.get()
				.uri(this.server.uri("/flaky"))
				.retrieve()
				.bodyToMono(String.class)
				.retry(1);
			assertThat(call.block()).isEqualTo("hello");
			List<SpanData> attempts = this.spans.take(2);
			assertThat(attempts).extracting((span) -> span.getParentSpanContext().isValid()).containsOnly(false);
		});
	}

	@Test
	void cancellationEndsTheSpanWithoutAnError() {
		this.runner.run((context) -> {
			WebClient client = context.getBean(WebClient.Builder.class).build();
			Disposable call = client.get().uri(this.server.uri("/hang")).retrieve().toBodilessEntity().subscribe();
			this.server.take();
			call.dispose();
			SpanData span = this.spans.take();
			assertThat(span.getStatus()).isEqualTo(StatusData.unset());
			assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type"))).isNull();
		});
	}

	@Test
	void timeoutOfTheUserIsACancellationOfTheAttempt() {
		this.runner.run((context) -> {
			WebClient client = context.getBean(WebClient.Builder.class).build();
			Mono<Void> call = client.get().uri(this.server.uri("/hang")).retrieve().bodyToMono(Void.class);
			StepVerifier.create(call.timeout(Duration.ofMillis(200))).verifyError(TimeoutException.class);
			assertThat(this.spans.take().getStatus()).isEqualTo(StatusData.unset());
		});
	}

	private void assertRetried() {
		List<SpanData> attempts = this.spans.take(2);
		assertThat(attempts.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(attempts.get(0).getAttributes().get(RESEND_COUNT)).isNull();
		assertThat(attempts.get(1).getStatus()).isEqualTo(StatusData.unset());
		assertThat(attempts.get(1).getAttributes().get(RESEND_COUNT)).isEqualTo(1);
		assertThat(attempts).extracting((span) -> span.getParentSpanContext().isValid()).containsOnly(false);
		for (SpanData attempt : attempts) {
			assertThat(this.server.take().get("traceparent")).singleElement().asString().contains(attempt.getSpanId());
		}
	}

	/**
	 * Sends a request again if the server is not available.
	 */
	private static final class Retry implements ClientHttpRequestInterceptor {

		@Override
		public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
				throws IOException {
			ClientHttpResponse response = execution.execute(request, body);
			if (response.getStatusCode().is5xxServerError()) {
				response.close();
				return execution.execute(request, body);
			}
			return response;
		}

	}

}
