/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

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
			context.getBean(HeardMessages.class).assertOneTrace(recorded);
		}
	}

	@Test
	void nothingIsRecordedIfTracingIsOff() throws Exception {
		try (ConfigurableApplicationContext context = run("--tracing.enabled=false")) {
			send(context);
			assertThat(context.getBean(HeardMessages.class).take().isValid()).isFalse();
			context.getBean(RecordedSpans.class).assertNoMore();
		}
	}

	private static void send(ConfigurableApplicationContext context) {
		HeardMessages.sendInSpan(context, () -> context.getBean(JmsTemplate.class).convertAndSend("orders", "hello"));
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

		@Bean
		HeardMessages heard() {
			return new HeardMessages();
		}

		@Bean
		Listener listener(HeardMessages heard) {
			return new Listener(heard);
		}

	}

	record Listener(HeardMessages heard) {

		@JmsListener(destination = "orders")
		void listen(String payload) {
			this.heard.hear();
		}

	}

}
