/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What happened to the plan that is in effect.
 *
 * @param action what happened
 * @param change to what
 * @param timed the change with its end; null for what is configured
 * @param by name of who did it
 */
record ChangeEvent(Action action, Change change, @Nullable TimedChange timed, String by) {

	/**
	 * Who does what nobody else does.
	 */
	static final String ITSELF = "tracing";

	@Override
	public String toString() {
		String subject = this.change.kind().text()
				+ (this.change.name().isEmpty() ? "" : " '" + this.change.name() + "'");
		String end = (this.action == Action.MADE && this.timed != null) ? " until " + this.timed.until() : "";
		return "%s %s, %s%s, by %s".formatted(subject, this.action.text(), this.change.text(), end, this.by);
	}

	/**
	 * What may happen to a change.
	 */
	enum Action {

		MADE, REVERTED, EXPIRED;

		String text() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
