/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import dev.tracing.boot.ledger.ExportLogs;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * How full the queue before the export is. Looked up once, when all beans are there:
 * whoever asks is a request.
 */
final class QueueFill implements DoubleSupplier, SmartInitializingSingleton {

	private final Supplier<@Nullable ExportLogs> found;

	private volatile @Nullable ExportLogs logs;

	/**
	 * Creates a fill of 0.
	 * @param logs finds the logs of the export; gives null if it is not ours
	 */
	QueueFill(Supplier<@Nullable ExportLogs> logs) {
		this.found = logs;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.logs = this.found.get();
	}

	@Override
	public double getAsDouble() {
		ExportLogs logs = this.logs;
		return (logs != null) ? logs.fill() : 0;
	}

}
