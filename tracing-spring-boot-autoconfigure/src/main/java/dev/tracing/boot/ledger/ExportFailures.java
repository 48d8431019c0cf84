/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Map;

/**
 * Which kind of failure has come since it was asked for.
 */
@SuppressWarnings("EnumOrdinal") // the counts stand in the order of the constants
final class ExportFailures {

	private final ExportLog log;

	private final long[] before = new long[ExportFailure.values().length];

	ExportFailures(ExportLog log) {
		this.log = log;
		for (ExportFailure failure : ExportFailure.values()) {
			this.before[failure.ordinal()] = log.failures(failure);
		}
	}

	/**
	 * Whether an export has failed meanwhile.
	 * @return whether there is a reason to tell
	 */
	boolean areAny() {
		for (ExportFailure failure : ExportFailure.values()) {
			if (this.log.failures(failure) > this.before[failure.ordinal()]) {
				return true;
			}
		}
		return false;
	}

	Map<String, Object> stop(SelfTestReport report) {
		for (ExportFailure failure : ExportFailure.values()) {
			if (this.log.failures(failure) > this.before[failure.ordinal()]) {
				return report.stop("export", property(failure), meaning(failure));
			}
		}
		return report.stop("export", property(ExportFailure.OTHER), meaning(ExportFailure.OTHER));
	}

	private static String property(ExportFailure failure) {
		return switch (failure) {
			case CONNECTION, UNAVAILABLE -> "tracing.export.endpoint";
			case TIMEOUT -> "tracing.export.timeout";
			case REFUSED -> "tracing.export.headers";
			case OTHER -> "logging.level.dev.tracing.boot";
		};
	}

	private static String meaning(ExportFailure failure) {
		return switch (failure) {
			case CONNECTION -> "The collector could not be reached.";
			case UNAVAILABLE -> "The collector was reached and could not serve.";
			case TIMEOUT -> "The collector did not answer in time.";
			case REFUSED -> "The collector did not want it: wrong path, protocol or credentials.";
			case OTHER -> "The exporter failed; 'debug' tells how.";
		};
	}

}
