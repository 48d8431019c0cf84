/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;

/**
 * The end of a hop. Whoever arrives there works in each of the ways that applications
 * know: with a native span, with an Observation, and with whatever span is current.
 */
final class Handoff {

	static final String NATIVE = "native work";

	static final String OBSERVED = "observed work";

	static final String EVENT = "plain work";

	private final OpenTelemetry openTelemetry;

	private final ObservationRegistry observations;

	private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

	private volatile boolean working = true;

	Handoff(OpenTelemetry openTelemetry, ObservationRegistry observations) {
		this.openTelemetry = openTelemetry;
		this.observations = observations;
	}

	/**
	 * Whether the next to arrive only look.
	 */
	void onlyLook(boolean onlyLook) {
		this.working = !onlyLook;
	}

	String arrive() {
		Arrival arrival = Arrival.look();
		if (this.working) {
			this.openTelemetry.getTracer("test").spanBuilder(NATIVE).startSpan().end();
			Observation.createNotStarted(OBSERVED, this.observations).observe(() -> {
			});
			Span.current().addEvent(EVENT);
		}
		this.arrivals.add(arrival);
		return "arrived";
	}

	Arrival take() throws InterruptedException {
		Arrival arrival = this.arrivals.poll(20, TimeUnit.SECONDS);
		if (arrival == null) {
			throw new IllegalStateException("Nobody arrived");
		}
		return arrival;
	}

}
