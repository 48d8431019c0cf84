/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the last traces, for spans that come late. The eldest is forgotten.
 * Guarded by the lock of {@link OpenTraces}.
 */
final class PastTraces {

	private static final int REMEMBERED = 1000;

	private final Map<String, Fate> fates = new Memory();

	private int refused;

	void printed(String traceId) {
		this.fates.put(traceId, Fate.PRINTED);
	}

	void refused(String traceId) {
		this.fates.put(traceId, Fate.REFUSED);
		this.refused++;
	}

	boolean wasPrinted(String traceId) {
		return this.fates.get(traceId) == Fate.PRINTED;
	}

	boolean wasRefused(String traceId) {
		return this.fates.get(traceId) == Fate.REFUSED;
	}

	// How many were refused since this was last asked.
	int takeRefused() {
		int taken = this.refused;
		this.refused = 0;
		return taken;
	}

	private enum Fate {

		PRINTED, REFUSED

	}

	private static final class Memory extends LinkedHashMap<String, Fate> {

		private static final long serialVersionUID = 1;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Fate> eldest) {
			return size() > REMEMBERED;
		}

	}

}
