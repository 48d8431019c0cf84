/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * The least that an advice can do to make a correct span of a call: its name and function
 * are constants, and it waits for no result.
 */
final class BareInterceptor implements MethodInterceptor {

	private static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("code.function.name");

	private final Tracer tracer;

	BareInterceptor(Tracer tracer) {
		this.tracer = tracer;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Span span = this.tracer.spanBuilder("order.take")
			.setAttribute(FUNCTION, "dev.tracing.boot.annotation.OrderDesks.PlainDesk.take")
			.startSpan();
		try (Scope scope = span.makeCurrent()) {
			return invocation.proceed();
		}
		catch (Throwable ex) {
			span.setStatus(StatusCode.ERROR);
			span.recordException(ex);
			throw ex;
		}
		finally {
			span.end();
		}
	}

}
