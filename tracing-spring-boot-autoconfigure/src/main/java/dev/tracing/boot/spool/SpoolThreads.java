/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The two threads of a spool: one delivers, one forces, expires and looks for what other
 * processes have left. Both are daemons and end with the spool.
 */
final class SpoolThreads {

	private static final long SECOND_MILLIS = 1000;

	private final Thread delivery;

	private final ScheduledThreadPoolExecutor tidying;

	SpoolThreads(Runnable delivery, Runnable tidying) {
		this.delivery = daemon(delivery, "tracing-spool-delivery");
		this.delivery.start();
		this.tidying = new ScheduledThreadPoolExecutor(1, (task) -> daemon(task, "tracing-spool"));
		Future<?> unused = this.tidying.scheduleWithFixedDelay(tidying, SECOND_MILLIS, SECOND_MILLIS,
				TimeUnit.MILLISECONDS);
	}

	private static Thread daemon(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	// The one that tidies is not interrupted: that would close the file it forces.
	void stop() {
		this.delivery.interrupt();
		this.tidying.shutdown();
		try {
			this.delivery.join(SECOND_MILLIS);
			this.tidying.awaitTermination(SECOND_MILLIS, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
