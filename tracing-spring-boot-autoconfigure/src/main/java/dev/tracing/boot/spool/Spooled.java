/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.nio.file.Path;

/**
 * A request on disk.
 */
public final class Spooled {

	private static final long BLOCK = 4096;

	private final long sequence;

	private final Path file;

	private final long size;

	private final long spans;

	private final long since;

	// Guarded by the shelf's lock.
	private boolean claimed;

	/**
	 * Creates an entry.
	 * @param sequence its place in the order
	 * @param file where it is
	 * @param length length of the file
	 * @param spans how many spans of the ledger it stands for
	 * @param since the monotonic time from which its age counts
	 * @param claimed whether somebody tries to deliver it
	 */
	Spooled(long sequence, Path file, long length, long spans, long since, boolean claimed) {
		this.sequence = sequence;
		this.file = file;
		this.size = blocks(length);
		this.spans = spans;
		this.since = since;
		this.claimed = claimed;
	}

	// Many small files take more of the disk than their lengths add up to.
	static long blocks(long length) {
		return (length + BLOCK - 1) / BLOCK * BLOCK;
	}

	long sequence() {
		return this.sequence;
	}

	Path file() {
		return this.file;
	}

	long size() {
		return this.size;
	}

	long spans() {
		return this.spans;
	}

	long since() {
		return this.since;
	}

	boolean isClaimed() {
		return this.claimed;
	}

	void claim(boolean claimed) {
		this.claimed = claimed;
	}

}
