/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.HexFormat;

import dev.tracing.boot.operation.ProbabilityState;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of consistent sampling: a trace has a random number of 56 bits, and is
 * kept if that is not below a threshold. Who keeps less has the higher threshold, so that
 * what he keeps is kept by everybody who keeps more.
 */
final class Probability {

	/**
	 * Above every random number: no trace is kept.
	 */
	static final long NEVER = 1L << 56;

	/**
	 * No number, because it is missing or illegible.
	 */
	static final long UNKNOWN = -1;

	private static final int TRACE_ID_LENGTH = 32;

	private static final int DIGITS = 14;

	private static final int RANDOM_FLAG = 2;

	private Probability() {
	}

	/**
	 * Threshold of a ratio.
	 * @param ratio from 0 to 1
	 * @return the threshold, {@link #NEVER} for a ratio that is too small to be told from
	 * zero
	 */
	static long threshold(double ratio) {
		return NEVER - Math.round(ratio * NEVER);
	}

	/**
	 * Writes a threshold as it stands in the trace state.
	 * @param threshold a threshold below {@link #NEVER}
	 * @return hexadecimal digits without the zeros at the end
	 */
	static String digits(long threshold) {
		String digits = HexFormat.of().toHexDigits(threshold, DIGITS);
		int end = DIGITS;
		while (end > 1 && digits.charAt(end - 1) == '0') {
			end--;
		}
		return digits.substring(0, end);
	}

	/**
	 * Random number of a trace.
	 * @param state trace state of the caller
	 * @param traceId the trace id
	 * @return what the trace state says, or else the last 56 bits of the trace id
	 */
	static long random(TraceState state, String traceId) {
		long explicit = explicitRandom(state);
		return (explicit != UNKNOWN) ? explicit
				: HexFormat.fromHexDigitsToLong(traceId, TRACE_ID_LENGTH - DIGITS, TRACE_ID_LENGTH);
	}

	/**
	 * Whether the random number of a trace is known to be one. We make our own trace ids,
	 * and they are.
	 * @param parent the caller's span; an invalid one for none
	 * @return whether a probability can be told
	 */
	static boolean isRandom(SpanContext parent) {
		return !parent.isValid() || (parent.getTraceFlags().asByte() & RANDOM_FLAG) != 0
				|| explicitRandom(parent.getTraceState()) != UNKNOWN;
	}

	/**
	 * Whether what a caller says of his threshold agrees with what he decided.
	 * @param caller the caller's span
	 * @return false if the threshold would let the backend count wrong
	 */
	static boolean isConsistent(SpanContext caller) {
		TraceState state = caller.getTraceState();
		String digits = state.isEmpty() ? null : ProbabilityState.get(state, ProbabilityState.THRESHOLD);
		if (digits == null) {
			return true;
		}
		long threshold = threshold(digits);
		return caller.isSampled() && threshold != UNKNOWN
				&& (!isRandom(caller) || random(state, caller.getTraceId()) >= threshold);
	}

	private static long threshold(String digits) {
		long value = number(digits, digits.length());
		return (value != UNKNOWN) ? value << (4 * (DIGITS - digits.length())) : UNKNOWN;
	}

	private static long explicitRandom(TraceState state) {
		String digits = state.isEmpty() ? null : ProbabilityState.get(state, ProbabilityState.RANDOM);
		return number(digits, DIGITS);
	}

	private static long number(@Nullable String digits, int length) {
		if (digits == null || digits.isEmpty() || digits.length() > DIGITS || digits.length() != length) {
			return UNKNOWN;
		}
		for (int i = 0; i < length; i++) {
			char digit = digits.charAt(i);
			if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
				return UNKNOWN;
			}
		}
		return HexFormat.fromHexDigitsToLong(digits);
	}

}
