/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Something that every recorded span passes on the thread that starts and ends it, before
 * it is queued for its export. Beans of this type stand in their order, the first one
 * outermost.
 */
@FunctionalInterface
public interface SpanStage {

	/**
	 * Puts the stage before the queue.
	 * @param queue what queues spans, behind the later stages
	 * @return what receives the spans instead
	 */
	SpanProcessor before(SpanProcessor queue);

}
