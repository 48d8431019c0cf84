/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import dev.tracing.boot.ledger.ExportLogs;
import org.jspecify.annotations.Nullable;

/**
 * How full the queue before the export is. Looked up when it is asked for, since nobody
 * else may need the export's beans.
 */
final class QueueFill implements DoubleSupplier {

	private final Supplier<@Nullable ExportLogs> found;

	private volatile @Nullable ExportLogs logs;

	/**
	 * Creates a fill.
	 * @param logs finds the logs of the export; gives null if it is not ours
	 */
	QueueFill(Supplier<@Nullable ExportLogs> logs) {
		this.found = logs;
	}

	@Override
	public double getAsDouble() {
		ExportLogs logs = this.logs;
		if (logs == null) {
			logs = this.found.get();
			this.logs = logs;
		}
		return (logs != null) ? logs.fill() : 0;
	}

}
