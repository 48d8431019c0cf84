/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of traces and spans that were not sampled.
 */
final class RescueCounts {

	final LongAdder forgotten = new LongAdder();

	final LongAdder flooded = new LongAdder();

	final LongAdder evictedByTraces = new LongAdder();

	final LongAdder evictedByBytes = new LongAdder();

	final LongAdder elided = new LongAdder();

	final LongAdder lateRescued = new LongAdder();

	final LongAdder lateForgotten = new LongAdder();

	final LongAdder verdictsForgotten = new LongAdder();

}
