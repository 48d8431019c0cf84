/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.time.Instant;
import java.util.concurrent.ScheduledFuture;

import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/**
 * Spring's scheduler with a thread for each task. It calls its decorator only when the
 * time has come, on a thread that knows nothing of the caller; so a task that runs once
 * is carried from where it is scheduled. Those that recur start without a context.
 */
final class CarryingTaskScheduler extends SimpleAsyncTaskScheduler {

	@Override
	public ScheduledFuture<?> schedule(Runnable task, Instant startTime) {
		return super.schedule(CarriedTask.carry(task), startTime);
	}

}
