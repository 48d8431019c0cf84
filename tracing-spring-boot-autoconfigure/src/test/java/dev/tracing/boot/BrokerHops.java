/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsTemplate;

/**
 * Through brokers whose clients keep Spring Boot's own Observations.
 */
final class BrokerHops {

	private static final String QUEUE = "hops";

	private BrokerHops() {
	}

	static final class Rabbit implements Hop {

		@Override
		public String group() {
			return "`RabbitTemplate`";
		}

		@Override
		public String name() {
			return "`@RabbitListener`";
		}

		@Override
		public Class<?> application() {
			return RabbitApplication.class;
		}

		// One of the template, one of the listener.
		@Override
		public int spans() {
			return 2;
		}

		@Override
		public String note() {
			return "without a real broker: what is published comes back on another thread";
		}

		@Override
		public void cross(ApplicationContext application) {
			application.getBean(RabbitTemplate.class).convertAndSend(QUEUE, "order");
		}

	}

	static final class Jms implements Hop {

		@Override
		public String group() {
			return "`JmsTemplate`";
		}

		@Override
		public String name() {
			return "`@JmsListener`";
		}

		@Override
		public Class<?> application() {
			return JmsApplication.class;
		}

		@Override
		public int spans() {
			return 2;
		}

		@Override
		public void cross(ApplicationContext application) {
			application.getBean(JmsTemplate.class).convertAndSend(QUEUE, "order");
		}

	}

	record RabbitOffice(Handoff handoff) {

		@RabbitListener(queues = QUEUE)
		void on(String order) {
			this.handoff.arrive();
		}

	}

	record JmsOffice(Handoff handoff) {

		@JmsListener(destination = QUEUE)
		void on(String order) {
			this.handoff.arrive();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RabbitApplication {

		@Bean
		org.springframework.amqp.rabbit.connection.ConnectionFactory connectionFactory() {
			return LoopbackRabbit.connectionFactory();
		}

		@Bean
		RabbitOffice rabbitOffice(Handoff handoff) {
			return new RabbitOffice(handoff);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class JmsApplication {

		@Bean(destroyMethod = "stop")
		EmbeddedActiveMQ broker() throws Exception {
			EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
			broker.setConfiguration(new ConfigurationImpl().setPersistenceEnabled(false)
				.setSecurityEnabled(false)
				.addAcceptorConfiguration("in-vm", "vm://7"));
			return broker.start();
		}

		@Bean
		ConnectionFactory connectionFactory(EmbeddedActiveMQ broker) {
			return new ActiveMQConnectionFactory("vm://7");
		}

		@Bean
		JmsOffice jmsOffice(Handoff handoff) {
			return new JmsOffice(handoff);
		}

	}

}
