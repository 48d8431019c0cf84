/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.util.List;
import java.util.stream.Stream;

/**
 * Requests of one kind.
 *
 * @param ratio part of all traces that the application keeps
 * @param callers who calls, by the name that the application knows
 * @param title what the table calls it
 */
record Workload(double ratio, String callers, String title) {

	// One batch of the size that all peers have, for each span of a request.
	private static final int BURST = 512;

	static List<Workload> of(double ratio) {
		if (Boolean.getBoolean("strangers")) {
			return Stream.of("STRANGER", "UNSAMPLED", "MALFORMED", "HOSTILE", "MANY", "BAGGAGE")
				.map((callers) -> new Workload(ratio, callers, "ratio " + ratio + ", `" + callers + "`"))
				.toList();
		}
		String withTrace = (ratio == 0.0) ? "UNSAMPLED" : (ratio == 1.0) ? "SAMPLED" : "TENTH";
		return List.of(new Workload(ratio, "STRANGER", "ratio " + ratio),
				new Workload(ratio, withTrace, "ratio " + ratio + ", `traceparent`"));
	}

	/**
	 * What the application is told: number of bursts, requests in a burst, spans to wait
	 * for after a burst, callers. Where all is sampled, a burst fills whole batches, so
	 * that all of its spans leave at once.
	 * @param spans number of spans that a sampled request makes
	 * @return the command
	 */
	String command(int spans) {
		return (this.ratio == 1.0) ? "18 %d %d %s".formatted(BURST, BURST * spans, this.callers)
				: "5 2000 0 " + this.callers;
	}

}
