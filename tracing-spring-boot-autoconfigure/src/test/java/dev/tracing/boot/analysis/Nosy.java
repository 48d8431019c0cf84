/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import dev.tracing.boot.annotation.Traced;

import org.springframework.core.env.Environment;

/**
 * What an analysis must not be: it knows another feature, and Spring.
 */
public final class Nosy {

	@Traced
	Environment environment(Environment environment) {
		return environment;
	}

}
