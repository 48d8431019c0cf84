/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All reasons of one sampler. There are as many as steps and rules.
 */
final class Reasons {

	private final boolean shown;

	private final List<Reason> all = new CopyOnWriteArrayList<>();

	/**
	 * Creates reasons.
	 * @param shown whether a sampled local root says its reason
	 */
	Reasons(boolean shown) {
		this.shown = shown;
	}

	Reason named(String name) {
		for (Reason reason : this.all) {
			if (reason.name().equals(name)) {
				return reason;
			}
		}
		Reason reason = new Reason(name, this.shown);
		this.all.add(reason);
		return reason;
	}

	List<Reason> all() {
		return List.copyOf(this.all);
	}

}
