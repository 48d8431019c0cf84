/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import io.opentelemetry.api.trace.Span;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;
import org.springframework.expression.Expression;

/**
 * An attribute of the span of a {@link TracedMethod} and where its value comes from.
 *
 * @param key the key
 * @param parameter index of the parameter that it stands on, {@link #RESULT} or
 * {@link #NONE}
 * @param expression the expression, {@code null} for the parameter or result itself
 * @param moment when the value is there
 * @param value how objects become values
 * @param place class, method and expression, for messages
 */
record TracedAttribute(TypedKey key, int parameter, @Nullable Expression expression, Moment moment,
		AttributeValue value, String place) {

	static final int NONE = -1;

	static final int RESULT = -2;

	private static final Log logger = LogFactory.getLog(TracedAttribute.class);

	/**
	 * Records the attribute, or leaves it out with a debug line if it cannot be had.
	 * @param span the span
	 * @param call the call
	 */
	void recordOn(Span span, CallContext call) {
		try {
			Object object = evaluate(call);
			if (object != null) {
				recordOn(span, object);
			}
		}
		// Getters and texts of the application are called here, and its call goes on
		// whatever they throw.
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			logger.debug(LogMessage.format("Left out attribute '%s' of %s", this.key.name(), this.place), ex);
		}
	}

	private void recordOn(Span span, Object object) {
		Object converted = this.value.of(object);
		if (converted == null) {
			logger.debug(LogMessage.format("Left out attribute '%s' of %s: values of type %s are not recorded",
					this.key.name(), this.place, object.getClass().getName()));
		}
		else if (converted != AttributeValue.ABSENT) {
			this.key.set(span, converted);
		}
	}

	private @Nullable Object evaluate(CallContext call) {
		if (this.parameter == NONE) {
			return (this.expression != null) ? this.expression.getValue(call) : null;
		}
		Object subject = (this.parameter == RESULT) ? call.result() : call.argument(this.parameter);
		if (subject == null || this.expression == null) {
			return subject;
		}
		return this.expression.getValue(call.withRoot(subject));
	}

	/**
	 * When the value of an attribute is there.
	 */
	enum Moment {

		/**
		 * Before the method runs.
		 */
		START,

		/**
		 * Once there is a result.
		 */
		SUCCESS,

		/**
		 * Once there is an error.
		 */
		FAILURE,

		/**
		 * In either case.
		 */
		END

	}

}
