/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's own member of a trace state, {@code ot}, in which samplers tell each
 * other with which probability a trace was kept: {@code th} is the threshold below which
 * a trace is refused, {@code rv} the random number that is compared with it.
 */
public final class ProbabilityState {

	/**
	 * The field with the threshold.
	 */
	public static final String THRESHOLD = "th";

	/**
	 * The field with a random number that stands in for the trace id's.
	 */
	public static final String RANDOM = "rv";

	private static final String MEMBER = "ot";

	// Of a member's value, by the specification of the trace state.
	private static final int MAX_LENGTH = 256;

	private ProbabilityState() {
	}

	/**
	 * Reads a field.
	 * @param state the trace state
	 * @param field name of the field
	 * @return its value; null if it is not there
	 */
	public static @Nullable String get(TraceState state, String field) {
		String member = state.isEmpty() ? null : state.get(MEMBER);
		int start = (member != null) ? indexOf(member, field) : -1;
		return (member != null && start >= 0) ? member.substring(start + field.length() + 1, end(member, start)) : null;
	}

	/**
	 * Takes the threshold away, because the trace was refused or nobody knows the
	 * probability any more.
	 * @param state the trace state
	 * @return the trace state without a threshold; the same one if it has none
	 */
	public static TraceState withoutThreshold(TraceState state) {
		String member = state.isEmpty() ? null : state.get(MEMBER);
		if (member == null || indexOf(member, THRESHOLD) < 0) {
			return state;
		}
		String rest = without(member);
		return rest.isEmpty() ? state.toBuilder().remove(MEMBER).build() : state.toBuilder().put(MEMBER, rest).build();
	}

	/**
	 * Writes the threshold, in place of one that is there.
	 * @param state the trace state
	 * @param threshold the threshold in hexadecimal digits
	 * @return the trace state with the threshold
	 */
	public static TraceState withThreshold(TraceState state, String threshold) {
		String member = state.isEmpty() ? null : state.get(MEMBER);
		String rest = (member != null) ? without(member) : "";
		String value = THRESHOLD + ":" + threshold + (rest.isEmpty() ? "" : ";" + rest);
		return (value.length() <= MAX_LENGTH) ? state.toBuilder().put(MEMBER, value).build() : withoutThreshold(state);
	}

	private static String without(String member) {
		StringBuilder rest = new StringBuilder(member.length());
		for (int start = 0; start < member.length(); start = end(member, start) + 1) {
			if (!isField(member, start, THRESHOLD)) {
				rest.append((rest.length() > 0) ? ";" : "").append(member, start, end(member, start));
			}
		}
		return rest.toString();
	}

	private static int indexOf(String member, String field) {
		for (int start = 0; start < member.length(); start = end(member, start) + 1) {
			if (isField(member, start, field)) {
				return start;
			}
		}
		return -1;
	}

	private static boolean isField(String member, int start, String field) {
		int colon = start + field.length();
		return member.startsWith(field, start) && colon < member.length() && member.charAt(colon) == ':';
	}

	private static int end(String member, int start) {
		int semicolon = member.indexOf(';', start);
		return (semicolon >= 0) ? semicolon : member.length();
	}

}
