/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.tracing.boot.UnsampledRecording;
import org.jspecify.annotations.Nullable;

/**
 * What a sampler has around it, whatever the plan is.
 *
 * @param nanoTime the time, in nanoseconds
 * @param remote who tells the ratio, asked for only where there is a ratio; gives null
 * for nobody
 * @param recording whether what is refused is recorded
 * @param queueFill how full the queue before the export is, from 0 to 1
 * @param looker where what takes long is done
 */
record Surroundings(LongSupplier nanoTime, Supplier<@Nullable RemoteSampler> remote, UnsampledRecording recording,
		DoubleSupplier queueFill, Executor looker) {
}
