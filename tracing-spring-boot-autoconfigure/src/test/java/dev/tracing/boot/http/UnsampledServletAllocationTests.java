/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

class UnsampledServletAllocationTests extends ServletAllocationContract {

	UnsampledServletAllocationTests() {
		super(false, false, UNSAMPLED, UNSAMPLED_CALLED);
	}

}
