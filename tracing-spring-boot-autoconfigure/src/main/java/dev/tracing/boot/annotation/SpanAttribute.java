/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Records a parameter, or on a method the result, of a {@link Traced} method as an
 * attribute of its span; of any other method of a controller, as an attribute of the span
 * around it, which is the request's. Booleans, numbers, text, enums, dates and durations,
 * and arrays and collections of them keep their type; {@code null} leaves the attribute
 * out; any other object is never turned into text.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.PARAMETER, ElementType.METHOD })
public @interface SpanAttribute {

	/**
	 * Key of the attribute, such as {@code user.id}.
	 * @return the key
	 */
	String value();

	/**
	 * Expression in the Spring Expression Language. On a parameter its root is the
	 * argument, on a method the result (of a future or publisher, its value), and empty
	 * stands for the root itself; in {@link Traced#attributes()} it must not be empty.
	 * @return the expression
	 */
	String expression() default "";

}
