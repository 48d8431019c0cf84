/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import io.opentelemetry.api.common.Attributes;

/**
 * Whether traces that are not sampled are recorded all the same, because their fate is
 * open until they end. Samplers ask it about each trace that they refuse.
 */
public interface UnsampledRecording {

	/**
	 * Of an application in which what is refused is refused for good.
	 */
	UnsampledRecording NONE = new UnsampledRecording() {

		@Override
		public boolean isOn() {
			return false;
		}

		@Override
		public boolean samplesAtOnce(String name, Attributes attributes) {
			return false;
		}

		@Override
		public boolean wantsAttributes() {
			return false;
		}

	};

	/**
	 * Whether it happens now.
	 * @return whether a local root that is refused is recorded
	 */
	boolean isOn();

	/**
	 * Whether it happened when somebody last had a look, for those who prepare a span and
	 * do not decide.
	 * @return whether a local root that is refused will probably be recorded
	 */
	default boolean wasOn() {
		return isOn();
	}

	/**
	 * Whether a trace that was refused begins in a way that leaves nothing to wait for.
	 * @param name name of its first span
	 * @param attributes attributes with which that starts
	 * @return whether it is to be sampled after all
	 */
	boolean samplesAtOnce(String name, Attributes attributes);

	/**
	 * Whether attributes are looked at that do not mark an error, here or where a
	 * recorded span starts. Where they are not, they may be missing.
	 * @return whether all attributes are wanted
	 */
	default boolean wantsAttributes() {
		return true;
	}

}
