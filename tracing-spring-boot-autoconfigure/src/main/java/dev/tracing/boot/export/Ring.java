/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Bounded queue for any number of threads on both sides: no lock, nothing allocated for
 * an element. Each slot says whose turn it is: position {@code n} is written when its
 * slot is at {@code n} and read when it is at {@code n + 1}.
 *
 * @param <E> type of the elements
 */
final class Ring<E> {

	private final AtomicReferenceArray<@Nullable E> slots;

	private final AtomicLongArray turns;

	private final AtomicLong head = new AtomicLong();

	private final AtomicLong tail = new AtomicLong();

	private final int mask;

	/**
	 * Creates a ring.
	 * @param capacity how many elements fit at least
	 */
	Ring(int capacity) {
		// A ring of one slot could not tell full from empty.
		int length = (capacity <= 2) ? 2 : Integer.highestOneBit(capacity - 1) << 1;
		this.slots = new AtomicReferenceArray<>(length);
		this.turns = new AtomicLongArray(length);
		this.mask = length - 1;
		for (int i = 0; i < length; i++) {
			this.turns.set(i, i);
		}
	}

	/**
	 * Adds an element.
	 * @param element the element
	 * @return false if there is no free slot
	 */
	boolean offer(E element) {
		while (true) {
			long position = this.tail.get();
			int slot = (int) position & this.mask;
			long turn = this.turns.get(slot);
			if (turn < position) {
				return false;
			}
			if (turn == position && this.tail.compareAndSet(position, position + 1)) {
				this.slots.setPlain(slot, element);
				this.turns.setRelease(slot, position + 1);
				return true;
			}
		}
	}

	/**
	 * Takes the oldest element.
	 * @return the element; null if there is none, or the next one is still being added
	 */
	@Nullable E poll() {
		while (true) {
			long position = this.head.get();
			int slot = (int) position & this.mask;
			long turn = this.turns.get(slot);
			if (turn <= position) {
				return null;
			}
			if (turn == position + 1 && this.head.compareAndSet(position, position + 1)) {
				E element = this.slots.getPlain(slot);
				this.slots.setPlain(slot, null);
				this.turns.setRelease(slot, position + this.mask + 1);
				return element;
			}
		}
	}

}
