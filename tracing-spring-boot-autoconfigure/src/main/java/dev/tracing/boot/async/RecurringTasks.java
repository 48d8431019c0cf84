/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.lang.StackWalker.StackFrame;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.stream.Stream;

import org.springframework.scheduling.Trigger;

/**
 * Tells tasks that run again and again from those that run once. What recurs has no
 * caller: in the context of whoever scheduled it, a trace would never end.
 */
final class RecurringTasks {

	private static final String SCHEDULERS = "org.springframework.scheduling.concurrent.";

	private static final String RESCHEDULING = SCHEDULERS + "ReschedulingRunnable";

	// Scheduler, executor and lambdas; the caller's own frames are of no interest.
	private static final int DEPTH = 12;

	private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	private RecurringTasks() {
	}

	/**
	 * Whether a scheduler that is being called asks for a task to recur. A task with a
	 * trigger looks like one that runs once to the executor below, for each run anew.
	 * Only the scheduler's method tells them apart, so this is asked only if there is a
	 * context to carry.
	 * @param task what the scheduler is about to hand over
	 * @return whether the task recurs
	 */
	static boolean include(Object task) {
		if (task instanceof RunnableScheduledFuture<?> future && future.isPeriodic()) {
			return true;
		}
		return WALKER.walk(RecurringTasks::isScheduledToRecur);
	}

	private static boolean isScheduledToRecur(Stream<StackFrame> frames) {
		return frames.limit(DEPTH).anyMatch(RecurringTasks::asksToRecur);
	}

	private static boolean asksToRecur(StackFrame frame) {
		if (!frame.getClassName().startsWith(SCHEDULERS)) {
			return false;
		}
		return switch (frame.getMethodName()) {
			case "scheduleAtFixedRate", "scheduleWithFixedDelay" -> true;
			case "schedule" -> frame.getClassName().equals(RESCHEDULING)
					|| frame.getMethodType().parameterList().contains(Trigger.class);
			default -> false;
		};
	}

}
