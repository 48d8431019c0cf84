/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import dev.tracing.boot.observation.ObservedContext;
import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.opentelemetry.context.Context;

import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * Makes the span of each run of a scheduled method. Spring starts an Observation for it,
 * around plain and reactive methods alike, so this handler is the instrumentation and
 * whoever else listens, such as the metrics, is not disturbed. A run has no caller:
 * whatever is current on the thread, a new trace starts.
 */
final class ScheduledObservationHandler implements TracingObservationHandler<ScheduledTaskObservationContext> {

	private final Tracer tracer;

	private final Operations operations;

	private final ScheduledSemantics semantics = new ScheduledSemantics();

	ScheduledObservationHandler(Tracer tracer, Operations operations) {
		this.tracer = tracer;
		this.operations = operations;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof ScheduledTaskObservationContext;
	}

	@Override
	public void onStart(ScheduledTaskObservationContext run) {
		Operation operation = this.operations.start(Context.root(), this.semantics, run);
		run.put(Operation.class, operation);
		ObservedContext.put(run, operation.context());
	}

	@Override
	public void onError(ScheduledTaskObservationContext run) {
		Operation operation = run.get(Operation.class);
		Throwable error = run.getError();
		if (operation != null && error != null) {
			operation.fail(error);
		}
	}

	@Override
	public void onStop(ScheduledTaskObservationContext run) {
		Operation operation = run.get(Operation.class);
		if (operation != null) {
			operation.end();
		}
	}

	@Override
	public Tracer getTracer() {
		return this.tracer;
	}

}
