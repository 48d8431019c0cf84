/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.application;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An application that hands its work to a thread of which nobody knows.
 */
public final class StrangeThread {

	private StrangeThread() {
	}

	/**
	 * Has something done.
	 */
	public static <T> T call(Callable<T> work) throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor((task) -> new Thread(task, "stranger"));
		try {
			return executor.submit(() -> work.call()).get();
		}
		finally {
			executor.shutdown();
		}
	}

}
