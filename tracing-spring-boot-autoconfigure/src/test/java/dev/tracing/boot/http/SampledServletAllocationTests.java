/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

class SampledServletAllocationTests extends ServletAllocationContract {

	SampledServletAllocationTests() {
		super(false, true, SAMPLED, SAMPLED_CALLED);
	}

}
