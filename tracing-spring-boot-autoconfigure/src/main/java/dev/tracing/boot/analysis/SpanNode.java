/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A span at its place in the tree, with what the analysis found out about it. Times are
 * those of the span, moved where the clock of its process was wrong.
 */
public final class SpanNode {

	static final Comparator<SpanNode> BY_START = Comparator.comparingLong(SpanNode::startNanos)
		.thenComparing(Comparator.comparingLong(SpanNode::endNanos).reversed())
		.thenComparing((node) -> node.span().spanId());

	private final FinishedSpan span;

	private final SpanRole role;

	private final List<SpanNode> children = new ArrayList<>(2);

	private @Nullable SpanNode parent;

	private long shift;

	private boolean awaited;

	private long selfNanos;

	private boolean critical;

	private long criticalSelfNanos;

	private boolean bottleneck;

	private int likeness;

	SpanNode(FinishedSpan span) {
		this.span = span;
		this.role = SpanRole.of(span);
	}

	/**
	 * The span itself.
	 * @return the span
	 */
	public FinishedSpan span() {
		return this.span;
	}

	/**
	 * The span above.
	 * @return the parent, or {@code null} if it is not part of this tree
	 */
	public @Nullable SpanNode parent() {
		return this.parent;
	}

	/**
	 * The spans directly below, in the order of their starts.
	 * @return the children
	 */
	public List<SpanNode> children() {
		return Collections.unmodifiableList(this.children);
	}

	/**
	 * Start, on the clock of the root.
	 * @return nanoseconds since the epoch
	 */
	public long startNanos() {
		return this.span.startNanos() + this.shift;
	}

	/**
	 * End, on the clock of the root.
	 * @return nanoseconds since the epoch
	 */
	public long endNanos() {
		return this.span.endNanos() + this.shift;
	}

	/**
	 * How long the span took.
	 * @return the duration in nanoseconds
	 */
	public long durationNanos() {
		return this.span.durationNanos();
	}

	/**
	 * Time in which the span was open and waited for none of its children.
	 * @return the self time in nanoseconds
	 */
	public long selfNanos() {
		return this.selfNanos;
	}

	/**
	 * Whether the caller of the trace waited for this span.
	 * @return whether it lies on the critical path
	 */
	public boolean isCritical() {
		return this.critical;
	}

	/**
	 * Part of the self time that lies on the critical path.
	 * @return the time in nanoseconds
	 */
	public long criticalSelfNanos() {
		return this.criticalSelfNanos;
	}

	/**
	 * Whether most of the critical path is spent here. True for at most one span.
	 * @return whether it is the bottleneck
	 */
	public boolean isBottleneck() {
		return this.bottleneck;
	}

	/**
	 * Number that spans share if they and all below them look alike: name, kind, service
	 * and error.
	 * @return the number
	 */
	public int likeness() {
		return this.likeness;
	}

	SpanRole role() {
		return this.role;
	}

	boolean isAwaited() {
		return this.awaited;
	}

	List<SpanNode> mutableChildren() {
		return this.children;
	}

	void setParent(@Nullable SpanNode parent) {
		this.parent = parent;
	}

	void setShift(long shift) {
		this.shift = shift;
	}

	long shift() {
		return this.shift;
	}

	void setAwaited(boolean awaited) {
		this.awaited = awaited;
	}

	void setSelfNanos(long selfNanos) {
		this.selfNanos = selfNanos;
	}

	void addCriticalSelf(long nanos) {
		this.critical = true;
		this.criticalSelfNanos += nanos;
	}

	void setBottleneck() {
		this.bottleneck = true;
	}

	void setLikeness(int likeness) {
		this.likeness = likeness;
	}

	@Override
	public String toString() {
		return this.span.name() + " " + this.span.spanId();
	}

}
