/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Ends spans when the results of their methods are complete. It holds what starts them,
 * too, so that the advice has one bean to look up.
 */
final class TracedResults implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(TracedResults.class);

	private static final boolean DEFERRED_RESULT = isPresent(
			"org.springframework.web.context.request.async.DeferredResult")
			&& isPresent("jakarta.servlet.http.HttpServletRequest");

	private final Operations operations;

	private final PendingFutures futures;

	private final @Nullable ReactiveResults reactive;

	private final @Nullable MethodTimers timers;

	TracedResults(Operations operations, PendingFutures futures, @Nullable ReactiveResults reactive,
			@Nullable MethodTimers timers) {
		this.operations = operations;
		this.timers = timers;
		this.futures = futures;
		this.reactive = reactive;
	}

	static TracedResults create(Operations operations, int maxPendingFutures, Tracer tracer,
			@Nullable MethodTimers timers) {
		ReactiveResults reactive = null;
		if (isPresent("org.reactivestreams.Publisher")) {
			reactive = new ReactiveResults(
					isPresent("reactor.core.publisher.Mono") ? new ReactiveResults.ReactorResults(tracer) : null);
		}
		return new TracedResults(operations, new PendingFutures(maxPendingFutures), reactive, timers);
	}

	/**
	 * What starts the spans.
	 * @return the operations
	 */
	Operations operations() {
		return this.operations;
	}

	/**
	 * Calls a method, and times it if that is wanted.
	 * @param invocation the call
	 * @param method the method
	 * @return what it returned
	 * @throws Throwable what it threw
	 */
	@Nullable Object proceed(MethodInvocation invocation, TracedMethod method) throws Throwable {
		MethodTimers timers = this.timers;
		return (timers != null) ? timers.proceed(invocation, method) : invocation.proceed();
	}

	/**
	 * Ends the span of a call, now or when its result is complete.
	 * @param result what the method returned
	 * @param call the call
	 * @param operation its operation
	 * @return what the caller gets
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the caller gets it, as an object
	@Nullable Object end(@Nullable Object result, TracedCall call, Operation operation) {
		if (operation.hasEnded()) {
			return result;
		}
		if (call.joins() && result != null && result.getClass() == CompletableFuture.class) {
			// The span around ends with the request: who waits for the result must not
			// see it before the attributes are there.
			return ((CompletableFuture<?>) result)
				.whenComplete((value, error) -> call.complete(operation, value, error));
		}
		try {
			endWith(result, call, operation);
		}
		catch (RuntimeException ex) {
			// A result of the application's own make: the caller gets it all the same.
			logger.debug("Cannot wait for a result of " + ((result != null) ? result.getClass().getName() : null), ex);
			call.succeed(operation, null);
		}
		return result;
	}

	private void endWith(@Nullable Object result, TracedCall call, Operation operation) {
		if (result instanceof CompletionStage<?> stage) {
			observe(stage, call, operation);
		}
		else if (result instanceof Future<?> future) {
			if (!PendingFutures.endIfDone(future, call, operation) && !this.futures.add(future, call, operation)) {
				call.succeed(operation, null);
			}
		}
		else if (result == null || !DEFERRED_RESULT || !DeferredResults.observe(result, call, operation)) {
			call.succeed(operation, result);
		}
	}

	/**
	 * Puts spans around the subscriptions to a result.
	 * @param result what the method returned
	 * @param call the call
	 * @param assembly the context of the call
	 * @return the result that makes spans
	 */
	@Nullable Object traceSubscriptions(@Nullable Object result, TracedCall call, Context assembly) {
		if (result == null || this.reactive == null) {
			call.succeed(call.start(assembly), null);
			return result;
		}
		return this.reactive.trace(result, call, assembly);
	}

	/**
	 * Puts spans around the calls of a result.
	 * @param result what the method returned
	 * @param call the call
	 * @param assembly the context of the call
	 * @return the result that makes spans
	 */
	@Nullable Object traceCalls(@Nullable Object result, TracedCall call, Context assembly) {
		return (result instanceof Callable<?> callable) ? new TracedCallable<>(callable, call, assembly) : result;
	}

	@Override
	public void close() {
		this.futures.close();
	}

	// The caller keeps the object that the method gave him, with its identity and its
	// cancellation.
	private static void observe(CompletionStage<?> stage, TracedCall call, Operation operation) {
		try {
			stage.whenComplete((result, error) -> call.complete(operation, result, error));
		}
		catch (RuntimeException ex) {
			// A stage that takes no callbacks.
			call.succeed(operation, null);
		}
	}

	static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, TracedResults.class.getClassLoader());
	}

	private static final class TracedCallable<V> implements Callable<V> {

		private final Callable<V> callable;

		private final TracedCall call;

		private final Context assembly;

		TracedCallable(Callable<V> callable, TracedCall call, Context assembly) {
			this.callable = callable;
			this.call = call;
			this.assembly = assembly;
		}

		@Override
		public V call() throws Exception {
			Operation operation = this.call.start(this.assembly);
			V result;
			try (Scope scope = operation.context().makeCurrent()) {
				result = this.callable.call();
			}
			catch (Throwable ex) {
				this.call.fail(operation, ex);
				throw ex;
			}
			this.call.succeed(operation, result);
			return result;
		}

	}

}
