/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.operation.Operations;
import io.micrometer.tracing.Tracer;

import org.springframework.aop.framework.ProxyConfig;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of {@link Traced}.
 */
@AutoConfiguration(after = { TracingAutoConfiguration.class, AopAutoConfiguration.class })
@ConditionalOnTracing("annotation")
@ConditionalOnBean(Operations.class)
@EnableConfigurationProperties(AnnotationProperties.class)
@Import({ TracedProxies.class, TracedMetricsConfiguration.class })
public final class AnnotationAutoConfiguration {

	AnnotationAutoConfiguration() {
	}

	// Advice exists before most beans: it binds its properties itself and asks for the
	// bean that it needs at the first call.
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static DefaultPointcutAdvisor tracingTracedAdvisor(Environment environment,
			ConfigurableListableBeanFactory beanFactory, ObjectProvider<TracedResults> results) {
		AnnotationProperties properties = bind(environment);
		checkAtLeast(1, "max-text-length", properties.maxTextLength());
		checkAtLeast(1, "max-array-length", properties.maxArrayLength());
		checkAtLeast(0, "max-pending-futures", properties.maxPendingFutures());
		TracedMethodReader reader = new TracedMethodReader(new MethodExpressions(beanFactory.getBeanClassLoader()),
				new AttributeValue(properties.maxTextLength(), properties.maxArrayLength()));
		TracedMethods methods = new TracedMethods(reader, new Reachability(() -> usesClassProxies(beanFactory)));
		DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(methods, new TracedInterceptor(methods, results));
		advisor.setOrder(properties.order());
		return advisor;
	}

	@Bean
	static LateBeans tracingLateBeans(ConfigurableListableBeanFactory beanFactory,
			@Qualifier("tracingTracedAdvisor") DefaultPointcutAdvisor advisor) {
		return new LateBeans(beanFactory, (TracedMethods) advisor.getPointcut());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static TracedOutsideRetries tracingTracedOutsideRetries(
			@Qualifier("tracingTracedAdvisor") DefaultPointcutAdvisor advisor) {
		return new TracedOutsideRetries(advisor.getOrder());
	}

	@Bean
	@ConditionalOnMissingBean
	TracedResults tracingTracedResults(Operations operations, AnnotationProperties properties,
			ObjectProvider<Tracer> tracer, ObjectProvider<MethodTimers> timers) {
		return TracedResults.create(operations, properties.maxPendingFutures(),
				tracer.getIfAvailable(() -> Tracer.NOOP), timers.getIfAvailable());
	}

	private static AnnotationProperties bind(Environment environment) {
		return Binder.get(environment).bindOrCreate("tracing.annotation", AnnotationProperties.class);
	}

	private static boolean usesClassProxies(ConfigurableListableBeanFactory beanFactory) {
		return beanFactory.containsBean(AutoProxyUtils.DEFAULT_PROXY_CONFIG_BEAN_NAME)
				&& beanFactory.getBean(AutoProxyUtils.DEFAULT_PROXY_CONFIG_BEAN_NAME, ProxyConfig.class)
					.isProxyTargetClass();
	}

	private static void checkAtLeast(int least, String property, int value) {
		if (value < least) {
			throw new InvalidConfigurationPropertyValueException("tracing.annotation." + property, value,
					"It must be at least " + least + ".");
		}
	}

}
