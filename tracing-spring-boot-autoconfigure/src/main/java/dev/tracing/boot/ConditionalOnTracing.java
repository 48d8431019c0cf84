/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches if tracing is on: {@code tracing.enabled} and the feature's own
 * {@code tracing.<feature>.enabled} are not {@code false}, and no other tracer is at work
 * in this application.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
@Conditional(OnTracingCondition.class)
public @interface ConditionalOnTracing {

	/**
	 * The feature, as it stands in {@code tracing.<feature>.enabled}; empty for none.
	 * @return the feature
	 */
	String value() default "";

	/**
	 * Whether the feature stays with {@code tracing.enabled=false}, because it passes the
	 * caller's context on.
	 * @return whether only the feature's own property counts
	 */
	boolean evenIfDisabled() default false;

}
