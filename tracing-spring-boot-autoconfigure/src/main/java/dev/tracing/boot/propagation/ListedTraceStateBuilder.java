/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Changes a trace state, for samplers: what they put goes to the front, and of more than
 * 32 members the last one goes. What the specification does not allow is not put.
 */
final class ListedTraceStateBuilder implements TraceStateBuilder {

	private static final int LONG_MEMBER_LENGTH = 128;

	private final List<String> members = new ArrayList<>();

	ListedTraceStateBuilder(Map<String, String> members) {
		members.forEach((key, value) -> this.members.add(key + "=" + value));
	}

	@Override
	public TraceStateBuilder put(@Nullable String key, @Nullable String value) {
		if (key != null && value != null && TraceStateSyntax.isKey(key, 0, key.length())
				&& TraceStateSyntax.isValue(value, 0, value.length())) {
			remove(key);
			this.members.add(0, key + "=" + value);
			if (this.members.size() > TraceStateSyntax.MAX_MEMBERS) {
				this.members.remove(this.members.size() - 1);
			}
		}
		return this;
	}

	@Override
	public TraceStateBuilder remove(@Nullable String key) {
		if (key != null) {
			this.members.removeIf((member) -> member.startsWith(key + "="));
		}
		return this;
	}

	/**
	 * Removes whole members until the list is short enough, in the order that the
	 * specification wants: first the long ones, then the last ones.
	 * @param maxLength most characters of the list
	 * @return this
	 */
	ListedTraceStateBuilder cutTo(int maxLength) {
		cutTo(maxLength, LONG_MEMBER_LENGTH);
		cutTo(maxLength, 0);
		return this;
	}

	private void cutTo(int maxLength, int minMemberLength) {
		int length = this.members.size() - 1;
		for (String member : this.members) {
			length += member.length();
		}
		for (int i = this.members.size() - 1; i >= 0 && length > maxLength; i--) {
			if (this.members.get(i).length() > minMemberLength) {
				length -= this.members.remove(i).length() + 1;
			}
		}
	}

	@Override
	public TraceState build() {
		return this.members.isEmpty() ? TraceState.getDefault()
				: new ListedTraceState(String.join(",", this.members), this.members.size());
	}

}
