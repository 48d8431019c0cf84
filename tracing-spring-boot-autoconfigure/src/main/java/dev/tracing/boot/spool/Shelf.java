/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * What is on disk, in order, and how much of the disk it takes. Whoever delivers a
 * request claims it first; what is claimed is neither dropped nor claimed again.
 */
final class Shelf {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final TreeMap<Long, Spooled> entries = new TreeMap<>();

	private final long maxSize;

	private long size;

	Shelf(long maxSize) {
		this.maxSize = maxSize;
	}

	/**
	 * Reserves room, for which the oldest must go.
	 * @param size how much
	 * @return what has to be deleted; null if there is no room for it at all
	 */
	@Nullable List<Spooled> reserve(long size) {
		this.lock.lock();
		try {
			List<Spooled> dropped = new ArrayList<>();
			long free = this.maxSize - this.size;
			Iterator<Spooled> oldest = this.entries.values().iterator();
			while (free < size && oldest.hasNext()) {
				Spooled entry = oldest.next();
				if (!entry.isClaimed()) {
					dropped.add(entry);
					free += entry.size();
				}
			}
			if (free < size) {
				return null;
			}
			dropped.forEach(this::removeLocked);
			this.size += size;
			return dropped;
		}
		finally {
			this.lock.unlock();
		}
	}

	void unreserve(long size) {
		this.lock.lock();
		try {
			this.size -= size;
		}
		finally {
			this.lock.unlock();
		}
	}

	// Adds an entry for which room was reserved.
	void add(Spooled entry) {
		this.lock.lock();
		try {
			this.entries.put(entry.sequence(), entry);
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	Spooled claimOldest() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			Spooled oldest = claimLocked();
			while (oldest == null) {
				this.changed.await();
				oldest = claimLocked();
			}
			return oldest;
		}
		finally {
			this.lock.unlock();
		}
	}

	// Does not wait for one.
	@Nullable Spooled claimOldestIfAny() {
		this.lock.lock();
		try {
			return claimLocked();
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable Spooled claimLocked() {
		for (Spooled entry : this.entries.values()) {
			if (!entry.isClaimed()) {
				entry.claim(true);
				return entry;
			}
		}
		return null;
	}

	void release(Spooled entry) {
		this.lock.lock();
		try {
			entry.claim(false);
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	void remove(Spooled entry) {
		this.lock.lock();
		try {
			removeLocked(entry);
		}
		finally {
			this.lock.unlock();
		}
	}

	// Takes out what is too old and not being delivered.
	List<Spooled> expire(long now, long maxAge) {
		this.lock.lock();
		try {
			List<Spooled> expired = new ArrayList<>();
			for (Spooled entry : this.entries.values()) {
				if (!entry.isClaimed() && now - entry.since() > maxAge) {
					expired.add(entry);
				}
			}
			expired.forEach(this::removeLocked);
			return expired;
		}
		finally {
			this.lock.unlock();
		}
	}

	int count() {
		this.lock.lock();
		try {
			return this.entries.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	long size() {
		this.lock.lock();
		try {
			return this.size;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void removeLocked(Spooled entry) {
		if (this.entries.remove(entry.sequence(), entry)) {
			this.size -= entry.size();
		}
	}

}
