/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.boot.operation.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * Ends the span of a handler method with its {@link DeferredResult}. The callbacks of the
 * result itself belong to the application, so the request's async processing is observed.
 * Loaded only with Spring MVC's classes.
 */
final class DeferredResults {

	private DeferredResults() {
	}

	/**
	 * Waits for the result if it is one.
	 * @param result what a method returned
	 * @param call the call
	 * @param operation its operation
	 * @return whether the operation is taken care of
	 */
	static boolean observe(Object result, TracedCall call, Operation operation) {
		if (!(result instanceof DeferredResult<?> deferred)) {
			return false;
		}
		if (deferred.hasResult()) {
			end(deferred.getResult(), call, operation);
			return true;
		}
		if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
			return false;
		}
		HttpServletRequest request = attributes.getRequest();
		WebAsyncUtils.getAsyncManager(request)
			.registerDeferredResultInterceptor(new Object(), new Ending(deferred, call, operation));
		// A result that the handler does not return is not waited for.
		attributes.registerDestructionCallback(Ending.class.getName() + System.identityHashCode(deferred), () -> {
			if (!WebAsyncUtils.getAsyncManager(request).isConcurrentHandlingStarted()) {
				operation.end();
			}
		}, ServletRequestAttributes.SCOPE_REQUEST);
		return true;
	}

	private static void end(@Nullable Object result, TracedCall call, Operation operation) {
		if (result instanceof Throwable error) {
			call.complete(operation, null, error);
		}
		else {
			call.succeed(operation, result);
		}
	}

	private record Ending(DeferredResult<?> deferred, TracedCall call,
			Operation operation) implements DeferredResultProcessingInterceptor {

		@Override
		public <T> void postProcess(NativeWebRequest request, DeferredResult<T> result,
				@Nullable Object concurrentResult) {
			if (result == this.deferred) {
				end(concurrentResult, this.call, this.operation);
			}
		}

		@Override
		public <T> boolean handleError(NativeWebRequest request, DeferredResult<T> result, Throwable error) {
			if (result == this.deferred) {
				this.call.complete(this.operation, null, error);
			}
			return true;
		}

		@Override
		public <T> void afterCompletion(NativeWebRequest request, DeferredResult<T> result) {
			if (result == this.deferred) {
				this.operation.end();
			}
		}

	}

}
