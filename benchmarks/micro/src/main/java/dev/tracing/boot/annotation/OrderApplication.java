/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.benchmarks.micro.DiscardedSpans;
import dev.tracing.benchmarks.micro.ParentBased;
import dev.tracing.boot.annotation.OrderDesks.NewSpanDesk;
import dev.tracing.boot.annotation.OrderDesks.NewSpanDeskWithTags;
import dev.tracing.boot.annotation.OrderDesks.ObservedDesk;
import dev.tracing.boot.annotation.OrderDesks.TracedDesk;
import dev.tracing.boot.annotation.OrderDesks.TracedDeskWithAttributes;
import dev.tracing.boot.annotation.OrderDesks.WithSpanDesk;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Operations;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.EnableAspectJAutoProxy;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * The beans that have their span from an annotation, proxied as Spring Boot proxies them.
 * Our advisor is made as our auto-configuration makes it; that itself would stand back
 * from OpenTelemetry's starter.
 */
@Configuration(proxyBeanMethods = false)
@EnableAspectJAutoProxy(proxyTargetClass = true)
@Import({ WithSpanSelector.class, TracedDesk.class, TracedDeskWithAttributes.class, NewSpanDesk.class,
		NewSpanDeskWithTags.class, ObservedDesk.class, WithSpanDesk.class })
class OrderApplication {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static DefaultPointcutAdvisor tracedAdvisor(Environment environment, ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<TracedResults> results) {
		return AnnotationAutoConfiguration.tracingTracedAdvisor(environment, beanFactory, results);
	}

	@Bean
	TracedResults tracedResults(OpenTelemetry openTelemetry, SdkTracerProvider provider, Tracer tracer) {
		return TracedResults.create(new Operations(openTelemetry, DiscardedSpans.ownTracer(provider),
				Conventions.DEFAULT, ParentBased.INSTANCE, false), 1000, tracer, null);
	}

}
