/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.opentelemetry.api.trace.SpanKind;

import org.springframework.core.annotation.AliasFor;

/**
 * Makes a span of every call of a method, or of every public method of a type. The span
 * ends when the result is there: a returned future or publisher is waited for. Arguments
 * are never recorded unless named by {@link SpanAttribute} or {@link #attributes()}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface Traced {

	/**
	 * Name of the span, of low cardinality and of the form {@code component.operation}.
	 * Empty for the name of class and method: {@code OrderService.create} becomes
	 * {@code order.create}.
	 * @return the name
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * Name of the span, same as {@link #value()}.
	 * @return the name
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * Kind of the span.
	 * @return the kind
	 */
	SpanKind kind() default SpanKind.INTERNAL;

	/**
	 * Attributes that are computed by expressions. They see the parameters by name, the
	 * target as {@code #root}, the result as {@code #result} and an exception as
	 * {@code #error}.
	 * @return the attributes, each with key and expression
	 */
	SpanAttribute[] attributes() default {};

	/**
	 * Whether an exception becomes an event with its stack trace. The span's status says
	 * ERROR in any case.
	 * @return whether exceptions are recorded
	 */
	boolean recordException() default true;

	/**
	 * Whether a new trace starts here, linked to the current one.
	 * @return whether the span is a root
	 */
	boolean root() default false;

}
