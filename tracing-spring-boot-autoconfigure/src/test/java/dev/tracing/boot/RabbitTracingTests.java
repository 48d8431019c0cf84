/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages over RabbitMQ stay in the trace through Spring Boot's own Observations.
 */
class RabbitTracingTests {

	@ParameterizedTest
	@ValueSource(strings = { "simple", "direct" })
	void messageStaysInTheTraceOfItsSender(String container) throws Exception {
		try (ConfigurableApplicationContext context = run(container)) {
			send(context);
			RecordedSpans recorded = context.getBean(RecordedSpans.class);
			List<SpanData> spans = recorded.take(3);
			SpanData publish = ofKind(spans, SpanKind.PRODUCER);
			SpanData process = ofKind(spans, SpanKind.CONSUMER);
			assertThat(publish.getParentSpanId()).isEqualTo(ofKind(spans, SpanKind.INTERNAL).getSpanId());
			assertThat(process.getParentSpanId()).isEqualTo(publish.getSpanId());
			assertThat(process.getTraceId()).isEqualTo(publish.getTraceId());
			assertThat(seen(context).getSpanId()).isEqualTo(process.getSpanId());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "simple", "direct" })
	void usersNoWins(String container) throws Exception {
		try (ConfigurableApplicationContext context = run(container,
				"--spring.rabbitmq.template.observation-enabled=false",
				"--spring.rabbitmq.listener." + container + ".observation-enabled=false")) {
			send(context);
			assertThat(seen(context).isValid()).isFalse();
			assertThat(context.getBean(RecordedSpans.class).take().getName()).isEqualTo("caller");
		}
	}

	private static void send(ConfigurableApplicationContext context) {
		Span caller = context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("caller").startSpan();
		try (Scope scope = caller.makeCurrent()) {
			context.getBean(RabbitTemplate.class).convertAndSend("orders", "hello");
		}
		finally {
			caller.end();
		}
	}

	private static SpanContext seen(ConfigurableApplicationContext context) throws InterruptedException {
		SpanContext seen = context.getBean(Listening.class).seen.poll(10, TimeUnit.SECONDS);
		assertThat(seen).isNotNull();
		return seen;
	}

	private static SpanData ofKind(List<SpanData> spans, SpanKind kind) {
		return spans.stream().filter((span) -> span.getKind() == kind).findFirst().orElseThrow();
	}

	private static ConfigurableApplicationContext run(String container, String... arguments) {
		return new SpringApplicationBuilder(Broker.class, Listening.class).web(WebApplicationType.NONE)
			.properties("tracing.sampling.ratio=1.0", "spring.rabbitmq.listener.type=" + container)
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Broker {

		@Bean
		RecordedSpans recordedSpans() {
			return new RecordedSpans();
		}

		@Bean
		ConnectionFactory connectionFactory() {
			return LoopbackRabbit.connectionFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		final BlockingQueue<SpanContext> seen = new LinkedBlockingQueue<>();

		@RabbitListener(queues = "orders")
		void listen(String payload) {
			this.seen.add(Span.current().getSpanContext());
		}

	}

}
