/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.util.List;

/**
 * Brings requests to the collector.
 */
@FunctionalInterface
public interface Carrier {

	/**
	 * Tries once, when the collector may be tried. If it fails, this returns when the
	 * next attempt makes sense.
	 * @param request the request
	 * @param spans how many spans are in it
	 * @return what became of it
	 * @throws InterruptedException if nobody waits any more
	 */
	Receipt carry(byte[] request, long spans) throws InterruptedException;

	/**
	 * Returns how many spans may be carried at once: smaller requests are joined up to
	 * that.
	 * @return the number; 0 if requests are carried as they are
	 */
	default int mostSpans() {
		return 0;
	}

	/**
	 * Reads the names of the spans in a request.
	 * @param request the request
	 * @return a name for each span; empty if it cannot be read
	 */
	default List<String> names(byte[] request) {
		return List.of();
	}

	/**
	 * What became of a request.
	 *
	 * @param fate whether it arrived
	 * @param rejected how many of its spans were refused
	 */
	record Receipt(Fate fate, long rejected) {
	}

	/**
	 * Whether a request arrived.
	 */
	enum Fate {

		/**
		 * The collector has it.
		 */
		TAKEN,

		/**
		 * The collector does not take this one, now or later.
		 */
		REFUSED,

		/**
		 * The collector takes nothing now.
		 */
		NOT_NOW

	}

}
