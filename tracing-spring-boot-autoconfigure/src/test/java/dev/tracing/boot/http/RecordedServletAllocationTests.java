/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

class RecordedServletAllocationTests extends ServletAllocationContract {

	// Slow is nothing here: the first requests may well be.
	RecordedServletAllocationTests() {
		super(false, false, RECORDED, RECORDED_CALLED, "tracing.sampling.rescue.enabled=true",
				"tracing.sampling.rescue.slower-than=1h", "tracing.sampling.rescue.max-cpu=1.0");
	}

}
