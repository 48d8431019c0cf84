/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.boot.RecordedSpans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

class AnnotationAutoConfigurationTests {

	@Test
	void tracesByDefault() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			orders.create();
			assertThat(spans.take().getName()).isEqualTo("order.create");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "tracing.annotation.enabled=false", "tracing.enabled=false" })
	void makesNoProxyIfDisabled(String property) {
		TracedApplication.runner().withBean(OrderService.class).withPropertyValues(property).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(AnnotationProperties.class);
			assertThat(AopUtils.isAopProxy(context.getBean(OrderService.class))).isFalse();
		});
	}

	@Test
	void orderIsConfigurable() {
		TracedApplication.runner()
			.withPropertyValues("tracing.annotation.order=42")
			.run((context) -> assertThat(
					context.getBean("tracingTracedAdvisor", DefaultPointcutAdvisor.class).getOrder())
				.isEqualTo(42));
	}

	@ParameterizedTest
	@ValueSource(strings = { "max-text-length=0", "max-array-length=0", "max-pending-futures=-1" })
	void badLimitFailsTheStart(String limit) {
		TracedApplication.runner()
			.withPropertyValues("tracing.annotation." + limit)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("tracing.annotation." + limit.substring(0, limit.indexOf('='))));
	}

	@Test
	void worksWithoutAspectj() {
		TracedApplication.runner()
			.withClassLoader(new FilteredClassLoader("org.aspectj"))
			.withBean(Invoices.class)
			.run(TracedApplication.check((context) -> {
				context.getBean(Invoices.class).send();
				context.getBean(RecordedSpans.class).take();
			}));
	}

	@Test
	void worksIfTheApplicationTurnedAspectsOff() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			assertThat(AopUtils.isCglibProxy(orders)).isTrue();
			orders.create();
			spans.take();
		}, "spring.aop.auto=false");
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.aop.auto=true", "spring.aop.auto=false" })
	void worksWithProxiesOfInterfaces(String auto) {
		TracedApplication.runner()
			.withBean(DefaultOrders.class)
			.withPropertyValues(auto, "spring.aop.proxy-target-class=false")
			.run(TracedApplication.check((context) -> {
				Orders orders = context.getBean(Orders.class);
				assertThat(AopUtils.isJdkDynamicProxy(orders)).isTrue();
				orders.cancel();
				assertThat(context.getBean(RecordedSpans.class).take().getName()).isEqualTo("default_orders.cancel");
			}));
	}

	@Test
	void propertiesHaveTheDocumentedDefaults() {
		TracedApplication.runner()
			.run((context) -> assertThat(context.getBean(AnnotationProperties.class))
				.isEqualTo(new AnnotationProperties(true, Integer.MAX_VALUE - 100, 4096, 64, 1000, false)));
	}

	static class OrderService {

		@Traced
		void create() {
		}

	}

	/**
	 * Public, because the proxy is defined by another class loader here.
	 */
	public static class Invoices {

		@Traced
		public void send() {
		}

	}

	interface Orders {

		void cancel();

	}

	static class DefaultOrders implements Orders {

		@Override
		@Traced
		public void cancel() {
		}

	}

}
