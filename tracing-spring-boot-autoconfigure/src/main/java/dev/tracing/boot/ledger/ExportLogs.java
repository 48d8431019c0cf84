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

}
