/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

class MeteredUnsampledServletAllocationTests extends ServletAllocationContract {

	MeteredUnsampledServletAllocationTests() {
		super(true, false, UNSAMPLED_METERED, UNSAMPLED_METERED_CALLED);
	}

}
