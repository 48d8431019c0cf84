/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes changes back when their time is over. Its thread is there only while there is a
 * change.
 */
final class ExpiryScheduler extends ScheduledThreadPoolExecutor {

	private static final long IDLE_SECONDS = 5;

	ExpiryScheduler() {
		super(1, ExpiryScheduler::thread);
		setRemoveOnCancelPolicy(true);
		setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		allowCoreThreadTimeOut(true);
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "tracing-steering");
		thread.setDaemon(true);
		return thread;
	}

}
