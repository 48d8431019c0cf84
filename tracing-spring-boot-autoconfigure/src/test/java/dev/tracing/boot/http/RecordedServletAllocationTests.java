/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordedServletAllocationTests extends ServletAllocationContract {

	// Slow is nothing here: the first requests may well be.
	RecordedServletAllocationTests() {
		super(false, false, RECORDED, RECORDED_CALLED, "tracing.sampling.rescue.enabled=true",
				"tracing.sampling.rescue.slower-than=1h", "tracing.sampling.rescue.max-cpu=1.0",
				"tracing.sampling.rescue.max-heap-after-gc=1.0");
	}

	@Test
	void everyRequestIsRecorded() {
		assertThat(isRecordingAll()).isTrue();
	}

}
