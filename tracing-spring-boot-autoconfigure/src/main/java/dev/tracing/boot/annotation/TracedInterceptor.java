/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Runs methods with {@link Traced} inside a span. Without a recorded trace around it
 * allocates nothing, except for publishers and {@link java.util.concurrent.Callable}s:
 * they are wrapped in any case, because only a subscription or a call tells what trace is
 * around.
 */
final class TracedInterceptor implements MethodInterceptor {

	private final TracedMethods methods;

	private final ObjectProvider<TracedResults> provider;

	private volatile @Nullable TracedResults results;

	TracedInterceptor(TracedMethods methods, ObjectProvider<TracedResults> provider) {
		this.methods = methods;
		this.provider = provider;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		TracedResults results = this.results;
		if (results == null) {
			results = lookUp();
		}
		TracedMethod method = this.methods.find(invocation);
		if (results == null || method == null) {
			return invocation.proceed();
		}
		Operations operations = results.operations();
		Context current = Context.current();
		if (method.start() != TracedMethod.Start.CALL) {
			return later(invocation, results, call(operations, method, invocation), method.start(), current);
		}
		if (!method.root() && operations.skips(current)) {
			return results.proceed(invocation, method);
		}
		return now(invocation, results, method, call(operations, method, invocation), current);
	}

	private static @Nullable Object now(MethodInvocation invocation, TracedResults results, TracedMethod method,
			TracedCall call, Context current) throws Throwable {
		Operation operation = call.begin(current);
		Object result;
		try (Scope scope = operation.context().makeCurrent()) {
			result = results.proceed(invocation, method);
		}
		catch (Throwable ex) {
			call.fail(operation, ex);
			throw ex;
		}
		if (call.isOverWithItsResult()) {
			call.succeed(operation, result);
		}
		else {
			return results.end(result, call, operation);
		}
		return result;
	}

	private static @Nullable Object later(MethodInvocation invocation, TracedResults results, TracedCall call,
			TracedMethod.Start start, Context current) throws Throwable {
		Object result;
		try {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			call.fail(call.start(current), ex);
			throw ex;
		}
		return (start == TracedMethod.Start.CALLABLE) ? results.traceCalls(result, call, current)
				: results.traceSubscriptions(result, call, current);
	}

	private TracedCall call(Operations operations, TracedMethod method, MethodInvocation invocation) {
		return new TracedCall(operations, method, this.methods.expressions(), invocation.getThis(),
				invocation.getArguments());
	}

	// Not in the constructor: advice exists before the beans that it needs.
	private @Nullable TracedResults lookUp() {
		try {
			TracedResults found = this.provider.getIfAvailable();
			this.results = found;
			return found;
		}
		catch (BeansException ex) {
			// A call from within the start of tracing itself goes without a span.
			return null;
		}
	}

}
