/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.async;

import java.util.concurrent.Callable;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * A task that runs in the context of whoever handed it over. Without a context there is
 * nothing to carry, and the task stays the object that it was.
 *
 * @param context the context
 * @param task the task
 */
record CarriedTask(Context context, Runnable task) implements Runnable {

	static Runnable carry(Runnable task) {
		Context context = Context.current();
		if (context == Context.root() || (task instanceof CarriedTask carried && carried.context == context)) {
			return task;
		}
		return new CarriedTask(context, task);
	}

	static <T> Callable<T> carry(Callable<T> task) {
		Context context = Context.current();
		return (context == Context.root()) ? task : context.wrap(task);
	}

	@Override
	public void run() {
		// On the thread that handed it over, or inside another wrapper of the same
		// context.
		if (Context.current() == this.context) {
			this.task.run();
			return;
		}
		try (Scope scope = this.context.makeCurrent()) {
			this.task.run();
		}
	}

}
