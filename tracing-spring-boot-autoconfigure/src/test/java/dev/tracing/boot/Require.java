/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.function.Predicate;

import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * Condition of an architecture rule that is one predicate.
 *
 * @param <T> what is looked at
 */
final class Require<T extends HasDescription> extends ArchCondition<T> {

	private final Predicate<T> predicate;

	Require(String description, Predicate<T> predicate) {
		super(description);
		this.predicate = predicate;
	}

	@Override
	public void check(T item, ConditionEvents events) {
		if (!this.predicate.test(item)) {
			events.add(SimpleConditionEvent.violated(item, item.getDescription() + " should " + getDescription()));
		}
	}

}
