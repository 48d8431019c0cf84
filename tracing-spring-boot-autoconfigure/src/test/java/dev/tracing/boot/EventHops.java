/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * From who publishes an event to who listens.
 */
final class EventHops {

	private EventHops() {
	}

	private abstract static class EventHop implements Hop {

		@Override
		public String group() {
			return "event";
		}

		@Override
		public Class<?> application() {
			return Application.class;
		}

	}

	static final class Synchronous extends EventHop {

		@Override
		public String name() {
			return "`@EventListener`";
		}

		@Override
		public void cross(ApplicationContext application) {
			application.publishEvent(new Ordered());
		}

	}

	static final class Asynchronous extends EventHop {

		@Override
		public String name() {
			return "`@EventListener`, `@Async`";
		}

		@Override
		public String feature() {
			return "tracing.async.enabled";
		}

		@Override
		public void cross(ApplicationContext application) {
			application.publishEvent(new Shipped());
		}

	}

	static final class Transactional extends EventHop {

		@Override
		public String name() {
			return "`@TransactionalEventListener`";
		}

		@Override
		public void cross(ApplicationContext application) {
			new TransactionTemplate(application.getBean(PlatformTransactionManager.class))
				.executeWithoutResult((status) -> application.publishEvent(new Paid()));
		}

	}

	static final class TransactionalAsync extends EventHop {

		@Override
		public String name() {
			return "`@TransactionalEventListener`, `@Async`";
		}

		@Override
		public String feature() {
			return "tracing.async.enabled";
		}

		@Override
		public void cross(ApplicationContext application) {
			new TransactionTemplate(application.getBean(PlatformTransactionManager.class))
				.executeWithoutResult((status) -> application.publishEvent(new Returned()));
		}

	}

	record Ordered() {
	}

	record Shipped() {
	}

	record Paid() {
	}

	record Returned() {
	}

	static class Office {

		private final Handoff handoff;

		Office(Handoff handoff) {
			this.handoff = handoff;
		}

		@EventListener
		void on(Ordered event) {
			this.handoff.arrive();
		}

		@Async
		@EventListener
		void on(Shipped event) {
			this.handoff.arrive();
		}

		@TransactionalEventListener
		void on(Paid event) {
			this.handoff.arrive();
		}

		@Async
		@TransactionalEventListener
		void on(Returned event) {
			this.handoff.arrive();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@EnableTransactionManagement
	static class Application {

		@Bean
		Office office(Handoff handoff) {
			return new Office(handoff);
		}

		@Bean
		PlatformTransactionManager transactionManager() {
			return new Transactions();
		}

	}

	/**
	 * Transactions over nothing.
	 */
	private static final class Transactions extends AbstractPlatformTransactionManager {

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			// Nothing takes part.
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			// Nothing took part.
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
			// Nothing took part.
		}

	}

}
