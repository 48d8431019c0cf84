/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.concurrent.atomic.LongAdder;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/**
 * Why a trace is rescued, and how often it was.
 */
final class RescueReason {

	private static final AttributeKey<String> REASON = AttributeKey.stringKey("tracing.sampling.reason");

	private static final AttributeKey<Boolean> PARTIAL = AttributeKey.booleanKey("tracing.partial");

	private final String name;

	private final Attributes whole;

	private final Attributes partial;

	private final LongAdder traces = new LongAdder();

	RescueReason(String name) {
		this.name = name;
		this.whole = Attributes.of(REASON, name);
		this.partial = Attributes.of(REASON, name, PARTIAL, Boolean.TRUE);
	}

	String name() {
		return this.name;
	}

	long traces() {
		return this.traces.sum();
	}

	void count() {
		this.traces.increment();
	}

	/**
	 * What each span of a rescued trace says of it.
	 * @param partial whether other services know nothing of it
	 * @return the attributes
	 */
	Attributes attributes(boolean partial) {
		return partial ? this.partial : this.whole;
	}

}
