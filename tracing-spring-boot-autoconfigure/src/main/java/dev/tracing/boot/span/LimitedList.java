/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.span;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A list that takes so many and counts all. Where nothing is added there is none.
 *
 * @param <E> type of the elements
 */
final class LimitedList<E> {

	private final int most;

	private final List<E> list = new ArrayList<>(2);

	private int total;

	LimitedList(int most) {
		this.most = most;
	}

	void add(E element) {
		this.total++;
		if (this.list.size() < this.most) {
			this.list.add(element);
		}
	}

	LimitedList<E> copy() {
		LimitedList<E> copy = new LimitedList<>(this.most);
		copy.list.addAll(this.list);
		copy.total = this.total;
		return copy;
	}

	static <E> List<E> elements(@Nullable LimitedList<E> list) {
		return (list != null) ? Collections.unmodifiableList(list.list) : List.of();
	}

	static int total(@Nullable LimitedList<?> list) {
		return (list != null) ? list.total : 0;
	}

}
