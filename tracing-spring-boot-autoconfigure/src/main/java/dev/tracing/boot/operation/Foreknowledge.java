/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/**
 * What a sampler says of its decisions beforehand, so that {@link Operations} can save
 * work.
 */
public interface Foreknowledge {

	/**
	 * Of a sampler that says nothing beforehand: each span asks it and shows it all.
	 */
	Foreknowledge NONE = new Foreknowledge() {

		@Override
		public boolean parentDecides() {
			return false;
		}

		@Override
		public boolean drops(Span parent) {
			return false;
		}

		@Override
		public boolean wantsAttributes() {
			return true;
		}

	};

	/**
	 * Whether the local parent's decision always holds for its children. A child of an
	 * unsampled local parent then needs no span at all.
	 * @return whether a child of an unsampled local parent is never sampled
	 */
	boolean parentDecides();

	/**
	 * Whether a span is dropped, whatever its trace id, name and attributes.
	 * @param parent its parent, local or remote; an invalid span for none
	 * @return whether the span will neither be sampled nor recorded
	 */
	boolean drops(Span parent);

	/**
	 * Whether a span is dropped, by somebody who has also heard what the caller asked
	 * for.
	 * @param context the context in which the span would start
	 * @param parent its parent, local or remote; an invalid span for none
	 * @return whether the span will neither be sampled nor recorded
	 */
	default boolean drops(Context context, Span parent) {
		return drops(parent);
	}

	/**
	 * Hears of a span that was not even started, since it would have been dropped.
	 * @param parent its parent, local or remote; an invalid span for none
	 */
	default void skipped(Span parent) {
	}

	/**
	 * Whether attributes and links are worth computing before the decision: because it
	 * depends on them, or because so many spans are kept that nothing would be saved.
	 * @return whether a span gets its first attributes before it is decided on
	 */
	boolean wantsAttributes();

	/**
	 * Whether attributes that mark an error are looked at before the decision.
	 * @return whether a span that may start with an error gets its first attributes
	 * before it is decided on
	 */
	default boolean wantsErrors() {
		return wantsAttributes();
	}

}
