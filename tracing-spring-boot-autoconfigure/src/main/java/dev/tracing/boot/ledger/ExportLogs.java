/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.List;

/**
 * The logs of all destinations of the application.
 *
 * @param all the logs, that of the first destination in front; empty if spans stay local
 */
public record ExportLogs(List<ExportLog> all) {

	public ExportLogs {
		all = List.copyOf(all);
	}

	/**
	 * Returns how full the queues are.
	 * @return the part of the fullest one that is taken, from 0 to 1; 0 if there is none
	 */
	public double fill() {
		double fullest = 0;
		for (ExportLog log : this.all) {
			fullest = Math.max(fullest, log.queueFill());
		}
		return fullest;
	}

}
