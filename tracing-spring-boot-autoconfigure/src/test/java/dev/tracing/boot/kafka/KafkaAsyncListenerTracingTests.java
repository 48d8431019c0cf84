/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.BackOff;
import org.springframework.kafka.annotation.DltHandler;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for listeners whose result comes later, with a real broker.
 */
@ExtendWith(KafkaBroker.class)
class KafkaAsyncListenerTracingTests {

	private static volatile CompletableFuture<String> result = new CompletableFuture<>();

	private static volatile Span inListener = Span.getInvalid();

	private final String topic = KafkaTestKit.topic();

	private final String replies = KafkaTestKit.topic();

	private final ApplicationContextRunner application = KafkaTestKit.application()
		.withPropertyValues("topic=" + this.topic, "replies=" + this.replies);

	KafkaAsyncListenerTracingTests() {
		result = new CompletableFuture<>();
		inListener = Span.getInvalid();
	}

	@Test
	void futureEndsTheSpanWhenItCompletes() {
		this.application.withUserConfiguration(Futures.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "hello");
			context.getBean(RecordedSpans.class).take();
			await().until(() -> inListener.getSpanContext().isValid());
			assertThat(inListener.isRecording()).isTrue();
			result.complete("done");
			Spans spans = KafkaTestKit.take(context, 2);
			SpanData process = spans.named("process " + this.topic);
			assertThat(process.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			assertThat(spans.named("send " + this.replies).getParentSpanId()).isEqualTo(process.getSpanId());
		});
	}

	@Test
	void futureThatFailsIsRecordedOnce() {
		this.application.withUserConfiguration(Futures.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "hello");
			context.getBean(RecordedSpans.class).take();
			await().until(() -> inListener.getSpanContext().isValid());
			result.completeExceptionally(new IllegalStateException("no stock"));
			SpanData process = KafkaTestKit.take(context, 1).named("process " + this.topic);
			assertThat(process.getAttributes().get(AttributeKey.stringKey("error.type")))
				.isEqualTo("java.lang.IllegalStateException");
			assertThat(process.getEvents()).hasSize(1);
		});
	}

	@Test
	void monoEndsTheSpanWhenItCompletes() {
		this.application.withUserConfiguration(Monos.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "hello");
			SpanData process = KafkaTestKit.take(context, 2).named("process " + this.topic);
			assertThat(process.getEndEpochNanos() - process.getStartEpochNanos())
				.isGreaterThanOrEqualTo(Duration.ofMillis(190).toNanos());
		});
	}

	@Test
	void futureStillEndsTheSpanIfTheApplicationObservesListeners() {
		this.application.withUserConfiguration(Futures.class)
			.withPropertyValues("spring.kafka.listener.observation-enabled=true")
			.run((context) -> {
				KafkaTestKit.send(context, this.topic, "hello");
				context.getBean(RecordedSpans.class).take();
				await().until(() -> inListener.getSpanContext().isValid());
				assertThat(inListener.isRecording()).isTrue();
				result.complete("done");
				KafkaTestKit.take(context, 2).named("process " + this.topic);
			});
	}

	@Test
	void retryTopicsStayInTheTraceAndCountOn() {
		this.application.withUserConfiguration(Retrying.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "hello");
			Spans spans = KafkaTestKit.take(context, 6);
			assertThat(spans.all()).extracting(SpanData::getTraceId).containsOnly(spans.all().get(0).getTraceId());
			SpanData first = spans.named("process " + this.topic);
			SpanData retry = spans.named("process " + this.topic + "-retry");
			assertThat(spans.named("send " + this.topic + "-retry").getParentSpanId()).isEqualTo(first.getSpanId());
			assertThat(retry.getParentSpanId()).isEqualTo(spans.named("send " + this.topic + "-retry").getSpanId());
			assertThat(retry.getAttributes().get(AttributeKey.longKey("messaging.kafka.message.delivery_attempt")))
				.isEqualTo(2);
			assertThat(spans.named("process " + this.topic + "-dlt").getParentSpanId())
				.isEqualTo(spans.named("send " + this.topic + "-dlt").getSpanId());
		});
	}

	@Test
	void retryTopicOfFailedFutureStaysInTheTrace() {
		this.application.withUserConfiguration(RetryingFutures.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "hello");
			Spans spans = KafkaTestKit.take(context, 4);
			assertThat(spans.all()).extracting(SpanData::getTraceId).containsOnly(spans.all().get(0).getTraceId());
			assertThat(spans.named("process " + this.topic).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(spans.named("process " + this.topic + "-retry").getStatus().getStatusCode())
				.isEqualTo(StatusCode.UNSET);
		});
	}

	@Test
	void retryThatIsReceivedBeforeItIsDueIsNoFailure() {
		this.application.withUserConfiguration(RetryingLater.class).run((context) -> {
			KafkaTestKit.send(context, this.topic, "hello");
			Spans spans = KafkaTestKit.take(context, 4);
			assertThat(spans.all()).extracting(SpanData::getTraceId).containsOnly(spans.all().get(0).getTraceId());
			SpanData retry = spans.named("process " + this.topic + "-retry");
			assertThat(retry.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			assertThat(retry.getAttributes().get(AttributeKey.longKey("messaging.kafka.message.delivery_attempt")))
				.isEqualTo(2);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Futures {

		@KafkaListener(topics = "${topic}")
		@SendTo("${replies}")
		CompletableFuture<String> listen(String payload) {
			inListener = Span.current();
			return result;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Monos {

		@KafkaListener(topics = "${topic}")
		Mono<Void> listen(String payload) {
			return Mono.delay(Duration.ofMillis(200)).then();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Retrying {

		@RetryableTopic(attempts = "2", backOff = @BackOff(delay = 10))
		@KafkaListener(topics = "${topic}")
		void listen(String payload) {
			throw new IllegalStateException("no stock");
		}

		@DltHandler
		void dead(String payload) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RetryingFutures {

		@RetryableTopic(attempts = "2", backOff = @BackOff(delay = 10))
		@KafkaListener(topics = "${topic}")
		CompletableFuture<String> listen(String payload, @Header(KafkaHeaders.RECEIVED_TOPIC) String topic) {
			return topic.endsWith("-retry") ? CompletableFuture.completedFuture(null)
					: CompletableFuture.failedFuture(new IllegalStateException("no stock"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RetryingLater {

		@RetryableTopic(attempts = "2", backOff = @BackOff(delay = 1500))
		@KafkaListener(topics = "${topic}")
		void listen(String payload, @Header(KafkaHeaders.RECEIVED_TOPIC) String topic) {
			if (!topic.endsWith("-retry")) {
				throw new IllegalStateException("no stock");
			}
		}

	}

}
