/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

/**
 * What a sampler says of itself if it never samples a child of an unsampled local parent.
 * Such a child needs no span at all, so {@link Operations} does not create one.
 */
public interface ParentDecides {

	/**
	 * Whether the local parent's decision always holds for its children.
	 * @return whether a child of an unsampled local parent is never sampled
	 */
	boolean parentDecides();

}
