/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import dev.tracing.boot.operation.Text;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;

import org.springframework.scheduling.support.ScheduledTaskObservationContext;
import org.springframework.util.ClassUtils;

/**
 * The span of one run of a scheduled method: {@code schedule.clean_up}.
 */
final class ScheduledSemantics implements SpanSemantics<ScheduledTaskObservationContext> {

	private static final AttributeKey<String> FUNCTION_NAME = AttributeKey.stringKey("code.function.name");

	private static final AttributeKey<String> LEGACY_FUNCTION = AttributeKey.stringKey("code.function");

	private static final AttributeKey<String> LEGACY_NAMESPACE = AttributeKey.stringKey("code.namespace");

	@Override
	public SpanKind kind() {
		return SpanKind.INTERNAL;
	}

	@Override
	public String name(ScheduledTaskObservationContext run) {
		return "schedule." + Text.snakeCase(run.getMethod().getName());
	}

	@Override
	public void onStart(SpanStart span, ScheduledTaskObservationContext run) {
		String function = run.getMethod().getName();
		String type = ClassUtils.getUserClass(run.getTargetClass()).getName();
		if (span.semconv().stable()) {
			span.set(FUNCTION_NAME, type + "." + function);
		}
		if (span.semconv().legacy()) {
			span.set(LEGACY_FUNCTION, function);
			span.set(LEGACY_NAMESPACE, type);
		}
	}

	@Override
	public boolean beginsTraces() {
		return true;
	}

}
