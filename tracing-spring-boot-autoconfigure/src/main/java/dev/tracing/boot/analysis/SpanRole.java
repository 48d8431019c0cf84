/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import io.opentelemetry.api.trace.SpanKind;

/**
 * What a span stands for when the question is whose time it was.
 */
enum SpanRole {

	/**
	 * A step of the business, named by somebody.
	 */
	BUSINESS,

	/**
	 * The way to or from another process, which is made on behalf of a business step.
	 */
	TRANSPORT,

	/**
	 * A query: work at the other end that no other span stands for.
	 */
	QUERY;

	static SpanRole of(FinishedSpan span) {
		if (span.kind() == SpanKind.INTERNAL) {
			return BUSINESS;
		}
		return (span.kind() == SpanKind.CLIENT && isQuery(span)) ? QUERY : TRANSPORT;
	}

	private static boolean isQuery(FinishedSpan span) {
		if (span.name().startsWith("db.")) {
			return true;
		}
		boolean[] found = new boolean[1];
		span.attributes().forEach((key, value) -> found[0] |= key.getKey().startsWith("db."));
		return found[0];
	}

}
