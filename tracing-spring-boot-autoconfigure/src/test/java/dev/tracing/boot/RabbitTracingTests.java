/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

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
			context.getBean(HeardMessages.class).assertOneTrace(recorded);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "simple", "direct" })
	void usersNoWins(String container) throws Exception {
		try (ConfigurableApplicationContext context = run(container,
				"--spring.rabbitmq.template.observation-enabled=false",
				"--spring.rabbitmq.listener." + container + ".observation-enabled=false")) {
			send(context);
			assertThat(context.getBean(HeardMessages.class).take().isValid()).isFalse();
			assertThat(context.getBean(RecordedSpans.class).take().getName()).isEqualTo("caller");
		}
	}

	private static void send(ConfigurableApplicationContext context) {
		HeardMessages.sendInSpan(context,
				() -> context.getBean(RabbitTemplate.class).convertAndSend("orders", "hello"));
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

		@RabbitListener(queues = "orders")
		void listen(String payload) {
			this.heard.hear();
		}

	}

}
