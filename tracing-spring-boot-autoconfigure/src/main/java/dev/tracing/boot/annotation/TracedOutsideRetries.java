/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.resilience.retry.AbstractRetryInterceptor;

/**
 * Puts the advice of {@link Traced} around Spring's {@code @Retryable}, so that one span
 * covers all attempts. The post-processor of {@code @Retryable} comes after auto-proxying
 * and places its advice in front of whatever is there; this one comes last.
 */
final class TracedOutsideRetries implements BeanPostProcessor, AopInfrastructureBean {

	private final boolean outside;

	TracedOutsideRetries(int order) {
		// The order that @EnableResilientMethods gives to retries.
		this.outside = order < Ordered.LOWEST_PRECEDENCE - 1;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (this.outside && bean instanceof Advised advised && !advised.isFrozen()) {
			Advisor[] advisors = advised.getAdvisors();
			int retry = -1;
			for (int i = 0; i < advisors.length; i++) {
				if (retry < 0 && advisors[i].getAdvice() instanceof AbstractRetryInterceptor) {
					retry = i;
				}
				if (retry >= 0 && advisors[i].getAdvice() instanceof TracedInterceptor) {
					advised.removeAdvisor(i);
					advised.addAdvisor(retry, advisors[i]);
					return bean;
				}
			}
		}
		return bean;
	}

}
