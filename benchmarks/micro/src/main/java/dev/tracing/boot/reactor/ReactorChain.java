/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.reactor;

import dev.tracing.boot.observation.ObservedContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/**
 * A span, and how chains of Reactor carry it. The hooks hold for the whole JVM, so each
 * mode has one of its own.
 */
@State(Scope.Benchmark)
public class ReactorChain {

	/**
	 * How the span is carried.
	 */
	@Param
	private Carrying mode = Carrying.NONE;

	private final SdkTracerProvider provider = SdkTracerProvider.builder().build();

	private @Nullable Observation observation;

	private Observation.@Nullable Scope scope;

	private @Nullable OperatorHook hook;

	/**
	 * Starts the span and sets the hooks.
	 */
	@Setup(Level.Trial)
	public void start() {
		OtelTracer tracer = new OtelTracer(this.provider.get("benchmark"), new OtelCurrentTraceContext(), (event) -> {
		});
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
		ObservationThreadLocalAccessor.getInstance().setObservationRegistry(registry);
		this.observation = Observation.start("request", registry);
		if (this.mode == Carrying.AUTO) {
			Hooks.enableAutomaticContextPropagation();
		}
		if (this.mode == Carrying.CAPTURED) {
			this.scope = this.observation.openScope();
		}
		if (this.mode == Carrying.OPERATORS || this.mode == Carrying.CAPTURED) {
			this.hook = new OperatorHook(new ObservedContext(() -> tracer));
		}
	}

	/**
	 * Ends the span.
	 */
	@TearDown(Level.Trial)
	public void stop() {
		Observation.Scope opened = this.scope;
		if (opened != null) {
			opened.close();
		}
		Observation started = this.observation;
		if (started != null) {
			started.stop();
		}
		OperatorHook installed = this.hook;
		if (installed != null) {
			installed.destroy();
		}
		this.provider.close();
	}

	<T> Mono<T> carrying(Mono<T> mono) {
		Observation started = this.observation;
		if (this.mode == Carrying.NONE || this.mode == Carrying.CAPTURED || started == null) {
			return mono;
		}
		return mono.contextWrite((context) -> context.put(ObservationThreadLocalAccessor.KEY, started));
	}

	/**
	 * How the span is carried.
	 */
	public enum Carrying {

		/**
		 * Not at all.
		 */
		NONE,

		/**
		 * In Reactor's context.
		 */
		LIMITED,

		/**
		 * In Reactor's context, and to the operators by our hook.
		 */
		OPERATORS,

		/**
		 * On the thread that subscribes, and from there to the operators by our hook.
		 */
		CAPTURED,

		/**
		 * In Reactor's context, and to every operator's thread.
		 */
		AUTO

	}

}
