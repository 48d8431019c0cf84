/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.opentelemetry.api.common.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * The traces that were rescued lately, for their spans that end later. What is not among
 * them was forgotten.
 */
final class Verdicts {

	private final AtomicReferenceArray<@Nullable Rescued> ring;

	private final AtomicLong position = new AtomicLong();

	private final Map<String, Rescued> rescued = new ConcurrentHashMap<>();

	Verdicts(int limit) {
		this.ring = new AtomicReferenceArray<>(limit);
	}

	/**
	 * Notes that a trace is rescued.
	 * @param rescued the trace
	 * @return whether the oldest one had to go for it
	 */
	boolean add(Rescued rescued) {
		this.rescued.put(rescued.traceId(), rescued);
		int at = (int) Math.floorMod(this.position.getAndIncrement(), (long) this.ring.length());
		Rescued oldest = this.ring.getAndSet(at, rescued);
		return oldest != null && this.rescued.remove(oldest.traceId(), oldest);
	}

	@Nullable Rescued get(String traceId) {
		return this.rescued.get(traceId);
	}

	/**
	 * A trace that was rescued.
	 */
	static final class Rescued {

		private final String traceId;

		private final RescueReason reason;

		private final Attributes attributes;

		Rescued(String traceId, RescueReason reason, boolean partial) {
			this.traceId = traceId;
			this.reason = reason;
			this.attributes = reason.attributes(partial);
		}

		String traceId() {
			return this.traceId;
		}

		RescueReason reason() {
			return this.reason;
		}

		Attributes attributes() {
			return this.attributes;
		}

	}

}
