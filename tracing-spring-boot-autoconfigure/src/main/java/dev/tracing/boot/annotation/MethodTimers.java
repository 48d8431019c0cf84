/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Times the calls of {@link Traced} methods, sampled or not. A time is recorded while the
 * call's span is current, so that it can carry the span's ids as an exemplar.
 */
final class MethodTimers {

	private static final Duration[] BUCKETS = { Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10),
			Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
			Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5),
			Duration.ofSeconds(10) };

	private final Supplier<@Nullable MeterRegistry> lookup;

	private final Map<String, Timers> timers = new ConcurrentHashMap<>();

	private volatile @Nullable MeterRegistry registry;

	/**
	 * Creates timers.
	 * @param lookup finds the registry at the first call, since registries may need the
	 * tracer to be there
	 */
	MethodTimers(Supplier<@Nullable MeterRegistry> lookup) {
		this.lookup = lookup;
	}

	@Nullable Object proceed(MethodInvocation invocation, TracedMethod method) throws Throwable {
		Timers timers = method.joins() ? null : timers(method.qualifiedName());
		if (timers == null) {
			return invocation.proceed();
		}
		long began = System.nanoTime();
		Object result;
		try {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			timers.record(began, ex);
			throw ex;
		}
		if (result instanceof CompletionStage<?> stage) {
			recordWhenComplete(stage, timers, began);
		}
		else {
			timers.record(began, null);
		}
		return result;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the caller has the stage itself
	private static void recordWhenComplete(CompletionStage<?> stage, Timers timers, long began) {
		Context context = Context.current();
		stage.whenComplete((value, error) -> {
			try (Scope scope = context.makeCurrent()) {
				timers.record(began, error);
			}
		});
	}

	private @Nullable Timers timers(String method) {
		Timers known = this.timers.get(method);
		if (known != null) {
			return known;
		}
		MeterRegistry registry = registry();
		return (registry != null) ? this.timers.computeIfAbsent(method, (key) -> create(registry, key)) : null;
	}

	private @Nullable MeterRegistry registry() {
		MeterRegistry registry = this.registry;
		if (registry == null) {
			registry = this.lookup.get();
			this.registry = registry;
		}
		return registry;
	}

	private static Timers create(MeterRegistry registry, String method) {
		return new Timers(timer(registry, method, "success"), timer(registry, method, "error"));
	}

	private static Timer timer(MeterRegistry registry, String method, String outcome) {
		return Timer.builder("traced.method")
			.description("Calls of methods with @Traced")
			.tag("method", method)
			.tag("outcome", outcome)
			.serviceLevelObjectives(BUCKETS)
			.register(registry);
	}

	/**
	 * Timers of one method.
	 *
	 * @param success times of calls that returned
	 * @param error times of calls that threw
	 */
	private record Timers(Timer success, Timer error) {

		void record(long began, @Nullable Throwable thrown) {
			Timer timer = (thrown != null) ? this.error : this.success;
			timer.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
		}

	}

}
