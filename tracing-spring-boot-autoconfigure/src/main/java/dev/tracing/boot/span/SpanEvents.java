/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.ExceptionEventData;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of spans, with as many and as long attributes as the limits allow.
 */
final class SpanEvents {

	private static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");

	private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("exception.message");

	private static final AttributeKey<String> STACK_TRACE = AttributeKey.stringKey("exception.stacktrace");

	private final int most;

	private final int mostOfExceptions;

	private final int longest;

	SpanEvents(SpanLimits limits) {
		this.most = limits.getMaxNumberOfAttributesPerEvent();
		this.mostOfExceptions = limits.getMaxNumberOfAttributes();
		this.longest = limits.getMaxAttributeValueLength();
	}

	EventData of(long epochNanos, String name, @Nullable Attributes attributes) {
		if (attributes == null || attributes.isEmpty()) {
			return EventData.create(epochNanos, name, Attributes.empty(), 0);
		}
		AttributeArray limited = AttributeArray.of(this.most, this.longest, attributes);
		return EventData.create(epochNanos, name, limited, limited.total());
	}

	// Named as the specification of exceptions on spans says; as many as a span may have,
	// as in the SDK.
	EventData of(long epochNanos, Throwable exception, @Nullable Attributes more) {
		AttributeArray attributes = AttributeArray.of(this.mostOfExceptions, this.longest, Attributes.empty());
		String type = exception.getClass().getCanonicalName();
		if (type != null) {
			attributes.put(TYPE, type);
		}
		String message = exception.getMessage();
		if (message != null) {
			attributes.put(MESSAGE, message);
		}
		attributes.put(STACK_TRACE, StackTraceText.of(exception, this.longest));
		if (more != null) {
			more.forEach(attributes);
		}
		return ExceptionEventData.create(epochNanos, exception, attributes, attributes.total());
	}

}
