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
import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages over JMS stay in the trace through Spring Boot's own Observations, with a real
 * broker.
 */
class JmsTracingTests {

	@Test
	void messageStaysInTheTraceOfItsSender() throws Exception {
		try (ConfigurableApplicationContext context = run()) {
			RecordedSpans recorded = context.getBean(RecordedSpans.class);
			send(context);
			List<SpanData> spans = recorded.take(3);
			SpanData publish = ofKind(spans, SpanKind.PRODUCER);
			SpanData process = ofKind(spans, SpanKind.CONSUMER);
			assertThat(publish.getParentSpanId()).isEqualTo(ofKind(spans, SpanKind.INTERNAL).getSpanId());
			assertThat(process.getParentSpanId()).isEqualTo(publish.getSpanId());
			assertThat(process.getTraceId()).isEqualTo(publish.getTraceId());
			assertThat(seen(context).getSpanId()).isEqualTo(process.getSpanId());
		}
	}

	@Test
	void nothingIsRecordedIfTracingIsOff() throws Exception {
		try (ConfigurableApplicationContext context = run("--tracing.enabled=false")) {
			send(context);
			assertThat(seen(context).isValid()).isFalse();
			context.getBean(RecordedSpans.class).assertNoMore();
		}
	}

	private static void send(ConfigurableApplicationContext context) {
		Span caller = context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("caller").startSpan();
		try (Scope scope = caller.makeCurrent()) {
			context.getBean(JmsTemplate.class).convertAndSend("orders", "hello");
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

	private static ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(Broker.class, Listening.class).web(WebApplicationType.NONE)
			.properties("tracing.sampling.ratio=1.0")
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Broker {

		@Bean
		RecordedSpans recordedSpans() {
			return new RecordedSpans();
		}

		@Bean(destroyMethod = "stop")
		EmbeddedActiveMQ broker() throws Exception {
			EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
			broker.setConfiguration(new ConfigurationImpl().setPersistenceEnabled(false)
				.setSecurityEnabled(false)
				.addAcceptorConfiguration("in-vm", "vm://0"));
			return broker.start();
		}

		@Bean
		ConnectionFactory connectionFactory(EmbeddedActiveMQ broker) {
			return new ActiveMQConnectionFactory("vm://0");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		final BlockingQueue<SpanContext> seen = new LinkedBlockingQueue<>();

		@JmsListener(destination = "orders")
		void listen(String payload) {
			this.seen.add(Span.current().getSpanContext());
		}

	}

}
