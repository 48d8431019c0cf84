/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

/**
 * Remembers for each depth of parentheses what is to come there. Beyond the 63rd nothing
 * is.
 */
final class SqlDepth {

	private int depth;

	private long awaiting;

	private long sources;

	void down() {
		this.depth++;
	}

	void up() {
		this.awaiting &= ~bit();
		this.sources &= ~bit();
		this.depth = Math.max(0, this.depth - 1);
	}

	void reset() {
		this.depth = 0;
		this.awaiting = 0;
		this.sources = 0;
	}

	void awaitSources() {
		this.awaiting |= bit();
		this.sources &= ~bit();
	}

	boolean beginSources() {
		boolean awaited = (this.awaiting & bit()) != 0;
		this.awaiting &= ~bit();
		this.sources |= awaited ? bit() : 0;
		return awaited;
	}

	void endSources() {
		this.sources &= ~bit();
	}

	boolean isInSources() {
		return (this.sources & bit()) != 0;
	}

	private long bit() {
		return (this.depth < Long.SIZE) ? 1L << this.depth : 0;
	}

}
