/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.observation.ObservedContext;
import dev.tracing.boot.operation.Operation;
import io.micrometer.observation.Observation;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * What the attempts of one request share, and the Observation around them. It travels
 * with the request, so only one thread at a time has it.
 */
final class HttpClientExchange {

	/**
	 * Name of the request attribute. A request that carries it is traced by us, so its
	 * Observation makes no span.
	 */
	static final String ATTRIBUTE = HttpClientExchange.class.getName();

	private Observation.@Nullable Context observation;

	private @Nullable Context parent;

	private int attempts;

	private boolean underWay;

	/**
	 * Notes the Observation in which the attempts happen.
	 * @param observation its context
	 * @param parent the parent of every attempt
	 */
	void observed(Observation.Context observation, @Nullable Context parent) {
		this.observation = observation;
		this.parent = parent;
	}

	Observation.@Nullable Context observation() {
		return this.observation;
	}

	@Nullable Context parent() {
		return this.parent;
	}

	/**
	 * Whether an attempt is on its way. A client within a client sees its request then:
	 * it makes no second span.
	 * @return whether an attempt has not come back
	 */
	boolean isUnderWay() {
		return this.underWay;
	}

	/**
	 * Begins an attempt.
	 * @return how many there were before
	 */
	int begin() {
		this.underWay = true;
		return this.attempts++;
	}

	/**
	 * Lets the Observation have the span of the attempt; of several, it keeps the last.
	 * @param operation the attempt
	 */
	void adopt(Operation operation) {
		if (this.observation != null) {
			ObservedContext.put(this.observation, operation.context());
		}
	}

	void finish() {
		this.underWay = false;
	}

}
