/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

/**
 * Says with which probability traces are kept, from what came until now. It is asked by
 * one thread at a time.
 */
interface Control {

	/**
	 * Looks at what came since it was last asked.
	 * @param arrived how many traces began
	 * @param kept how many of them were kept
	 * @param seconds in how many seconds, more than zero
	 * @return the probability for those that come next
	 */
	double next(long arrived, long kept, double seconds);

	/**
	 * How many traces may be kept before it wants to be asked again, even if it was asked
	 * just now.
	 * @return a number of traces
	 */
	long patience();

	/**
	 * What it is counted as.
	 * @return the reason
	 */
	Reason reason();

}
