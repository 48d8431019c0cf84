/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import dev.tracing.boot.kafka.KafkaTestKit.Spans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.requestreply.RequestReplyFuture;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for requests that wait for their reply, with a real broker.
 */
@ExtendWith(KafkaBroker.class)
class KafkaRequestReplyTests {

	private final String requests = KafkaTestKit.topic();

	private final String replies = KafkaTestKit.topic();

	private final ApplicationContextRunner application = KafkaTestKit.application()
		.withPropertyValues("requests=" + this.requests, "replies=" + this.replies)
		.withUserConfiguration(Asking.class, Answering.class);

	@Test
	void requestAndReplyAreOneTrace() {
		this.application.run((context) -> {
			Spans spans = ask(context.getBean(Asking.class), (asking) -> KafkaTestKit.inSpan(context, asking),
					() -> KafkaTestKit.take(context, 5));
			SpanData request = spans.named("send " + this.requests);
			SpanData answer = spans.named("process " + this.requests);
			SpanData reply = spans.named("send " + this.replies);
			assertThat(spans.all()).extracting(SpanData::getTraceId).containsOnly(request.getTraceId());
			assertThat(request.getParentSpanId()).isEqualTo(spans.named("caller").getSpanId());
			assertThat(answer.getParentSpanId()).isEqualTo(request.getSpanId());
			assertThat(reply.getParentSpanId()).isEqualTo(answer.getSpanId());
			assertThat(spans.named("process " + this.replies).getParentSpanId()).isEqualTo(reply.getSpanId());
		});
	}

	@Test
	void headersOfTheProtocolStayAsTheyWere() {
		this.application.run((context) -> {
			Asking asking = context.getBean(Asking.class);
			ask(asking, Runnable::run, () -> KafkaTestKit.take(context, 4));
			ConsumerRecord<Object, Object> reply = asking.reply.join();
			assertThat(reply.value()).isEqualTo("HELLO");
			assertThat(reply.headers().headers(KafkaHeaders.CORRELATION_ID)).hasSize(1);
			assertThat(reply.headers().headers("traceparent")).hasSize(1);
			assertThat(asking.whenReplied.join().isValid()).isTrue();
		});
	}

	private Spans ask(Asking asking, java.util.function.Consumer<Runnable> caller,
			java.util.function.Supplier<Spans> taken) {
		caller.accept(() -> asking.ask(new ProducerRecord<>(this.requests, "hello")));
		asking.reply.join();
		return taken.get();
	}

	@Configuration(proxyBeanMethods = false)
	static class Asking {

		private final CompletableFuture<ConsumerRecord<Object, Object>> reply = new CompletableFuture<>();

		private final CompletableFuture<SpanContext> whenReplied = new CompletableFuture<>();

		private ReplyingKafkaTemplate<Object, Object, Object> template;

		void ask(ProducerRecord<Object, Object> record) {
			RequestReplyFuture<Object, Object, Object> future = this.template.sendAndReceive(record);
			future.whenComplete((result, ex) -> {
				this.whenReplied.complete(Span.current().getSpanContext());
				this.reply.complete(result);
			});
		}

		@Bean
		ReplyingKafkaTemplate<Object, Object, Object> replyingTemplate(ProducerFactory<Object, Object> producers,
				ConcurrentMessageListenerContainer<Object, Object> replyContainer) {
			this.template = new ReplyingKafkaTemplate<>(producers, replyContainer);
			// The first request may be sent before there are consumers.
			this.template.setDefaultReplyTimeout(Duration.ofSeconds(30));
			return this.template;
		}

		@Bean
		ConcurrentMessageListenerContainer<Object, Object> replyContainer(ConsumerFactory<Object, Object> consumers,
				@Value("${replies}") String replies) {
			ContainerProperties properties = new ContainerProperties(replies);
			properties.setGroupId("asking");
			return new ConcurrentMessageListenerContainer<>(consumers, properties);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Answering {

		@KafkaListener(topics = "${requests}")
		@SendTo
		String answer(String payload) {
			return payload.toUpperCase(Locale.ROOT);
		}

	}

}
