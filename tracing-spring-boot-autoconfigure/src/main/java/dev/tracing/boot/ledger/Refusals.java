/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Somebody who drops spans before they are recorded, and says why and how many.
 */
@FunctionalInterface
public interface Refusals {

	/**
	 * Returns how many spans were dropped so far, by reason. There are few reasons, and
	 * they do not come and go.
	 * @return the counts
	 */
	Map<String, LongSupplier> byReason();

}
