/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * All reasons of one sampler. There are as many as steps and rules.
 */
final class Reasons {

	private final Object lock = new Object();

	private final List<Reason> all = new CopyOnWriteArrayList<>();

	private final List<Consumer<Reason>> listeners = new ArrayList<>();

	private volatile UnaryOperator<String> names = UnaryOperator.identity();

	private boolean shown;

	/**
	 * Creates reasons.
	 * @param shown whether a sampled local root says its reason
	 */
	Reasons(boolean shown) {
		this.shown = shown;
	}

	Reason named(String name) {
		synchronized (this.lock) {
			Reason known = find(name);
			if (known != null) {
				return known;
			}
			Reason reason = new Reason(name, this.shown);
			this.all.add(reason);
			this.listeners.forEach((listener) -> listener.accept(reason));
			return reason;
		}
	}

	@Nullable Reason find(String name) {
		for (Reason reason : this.all) {
			if (reason.name().equals(name)) {
				return reason;
			}
		}
		return null;
	}

	/**
	 * Changes what is said by the verdicts that are made from now on.
	 * @param shown whether a sampled local root says its reason
	 */
	void show(boolean shown) {
		synchronized (this.lock) {
			this.shown = shown;
			this.all.forEach((reason) -> reason.show(shown));
		}
	}

	void showNamesAs(UnaryOperator<String> names) {
		this.names = names;
	}

	/**
	 * Makes the name of a span presentable. Takes its time.
	 * @param name the name
	 * @return as it may be logged
	 */
	String shown(String name) {
		return this.names.apply(name);
	}

	/**
	 * Tells a listener of every reason, those that come later too.
	 * @param listener who wants to know
	 */
	void forEach(Consumer<Reason> listener) {
		synchronized (this.lock) {
			this.all.forEach(listener);
			this.listeners.add(listener);
		}
	}

	List<Reason> all() {
		return List.copyOf(this.all);
	}

}
