/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

class MeteredSampledServletAllocationTests extends ServletAllocationContract {

	MeteredSampledServletAllocationTests() {
		super(true, true, SAMPLED_METERED, SAMPLED_METERED_CALLED);
	}

}
