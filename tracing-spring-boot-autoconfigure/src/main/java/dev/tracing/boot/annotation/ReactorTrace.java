/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.boot.observation.ObservedContext;
import dev.tracing.boot.observation.StandIns;
import dev.tracing.boot.operation.Operation;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Carries spans through Reactor's context, where everybody looks for them: as an
 * Observation under {@link ObservationThreadLocalAccessor#KEY} that stands for the span's
 * context.
 */
final class ReactorTrace {

	private final ObservedContext contexts;

	private final StandIns standIns;

	ReactorTrace(Tracer tracer) {
		this.contexts = new ObservedContext(() -> tracer);
		this.standIns = new StandIns(() -> tracer);
	}

	/**
	 * Reads the context of the span around.
	 * @param view the context of Reactor
	 * @return the context, {@code null} if there is no span
	 */
	@Nullable Context read(ContextView view) {
		return (view.getOrDefault(ObservationThreadLocalAccessor.KEY, null) instanceof ObservationView observation)
				? this.contexts.find(observation) : null;
	}

	/**
	 * Writes the context of an operation.
	 * @param context the context of Reactor
	 * @param operation the operation
	 * @return the context with the operation's span
	 */
	reactor.util.context.Context write(reactor.util.context.Context context, Operation operation) {
		return context.put(ObservationThreadLocalAccessor.KEY, this.standIns.of(operation.context()));
	}

}
