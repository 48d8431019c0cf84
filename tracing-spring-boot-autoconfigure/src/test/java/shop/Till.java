/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package shop;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;

/**
 * Somebody's class, outside this project's packages.
 */
public final class Till {

	private Till() {
	}

	public static Span open(Tracer tracer) {
		return tracer.spanBuilder("till").startSpan();
	}

}
