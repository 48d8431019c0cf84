/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import org.h2.Driver;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * What code must not be: each rule of {@link CodeRules} finds something here.
 */
@AutoConfiguration
public class Careless {

	@Autowired
	Tracer tracer;

	@Bean
	@ConditionalOnClass(Tracer.class)
	public BeanPostProcessor postProcessor() {
		return new BeanPostProcessor() {
		};
	}

	Driver driver() {
		return new Driver();
	}

	synchronized long measure() {
		Span span = this.tracer.spanBuilder("careless").startSpan();
		span.end();
		return System.currentTimeMillis();
	}

}
