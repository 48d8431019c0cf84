/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Fields that are facts about the user, who is known behind Spring Security's filters.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ Filter.class, OncePerRequestFilter.class, FilterRegistrationBean.class })
class PrincipalConfiguration {

	// SecurityFilterProperties.DEFAULT_FILTER_ORDER.
	private static final int SECURITY = -100;

	@Bean
	FilterRegistrationBean<PrincipalFilter> tracingPrincipalFilter(FieldList fields, Environment environment) {
		PrincipalFields ofUsers = new PrincipalFields(fields.list());
		FilterRegistrationBean<PrincipalFilter> registration = new FilterRegistrationBean<>(
				new PrincipalFilter(ofUsers));
		registration.setOrder(environment.getProperty("spring.security.filter.order", Integer.class, SECURITY) + 1);
		registration.setEnabled(!ofUsers.isEmpty());
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
		registration.setAsyncSupported(true);
		return registration;
	}

}
