/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.List;

/**
 * The further collectors of {@code tracing.export.destinations}.
 *
 * @param list the collectors
 */
record Destinations(List<Destination> list) {

	Destinations {
		list = List.copyOf(list);
	}

}
