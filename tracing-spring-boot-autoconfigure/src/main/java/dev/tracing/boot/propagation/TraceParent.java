/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import dev.tracing.boot.span.KnownSpanContext;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/**
 * The header {@code traceparent} of W3C Trace Context, level 2. Nothing is allocated for
 * one that says nothing.
 */
final class TraceParent {

	private static final int LENGTH = 55;

	// Versions to come may be longer, and nothing of theirs is read.
	private static final int MAX_LENGTH = 256;

	private static final int TRACE_ID = 3;

	private static final int SPAN_ID = 36;

	private static final int FLAGS = 53;

	// Sampled and random; the others are reserved and must not be sent.
	private static final int KNOWN_FLAGS = 0x03;

	private TraceParent() {
	}

	/**
	 * Whether a header can be read. One that was sent twice cannot: its copies are a list
	 * by then.
	 * @param header the header without white space around it
	 * @return whether it names a trace and a span
	 */
	static boolean isValid(CharSequence header) {
		return isLengthValid(header) && header.charAt(TRACE_ID - 1) == '-' && header.charAt(SPAN_ID - 1) == '-'
				&& header.charAt(FLAGS - 1) == '-' && Hex.octet(header, 0) >= 0 && Hex.octet(header, FLAGS) >= 0
				&& !isVersion(header, 'f') && Hex.isId(header, TRACE_ID, SPAN_ID - 1)
				&& Hex.isId(header, SPAN_ID, FLAGS - 1);
	}

	private static boolean isLengthValid(CharSequence header) {
		int length = header.length();
		return length == LENGTH || (length > LENGTH && length <= MAX_LENGTH && !isVersion(header, '0')
				&& header.charAt(LENGTH) == '-' && HeaderText.indexOf(header, ',', 0, length) == length);
	}

	private static boolean isVersion(CharSequence header, char digit) {
		return header.charAt(0) == digit && header.charAt(1) == digit;
	}

	/**
	 * Reads a header.
	 * @param header a valid header
	 * @param traceState what came with it
	 * @return the caller's span
	 */
	static SpanContext read(CharSequence header, TraceState traceState) {
		int flags = Hex.octet(header, FLAGS) & KNOWN_FLAGS;
		return new KnownSpanContext(header.subSequence(TRACE_ID, SPAN_ID - 1).toString(),
				header.subSequence(SPAN_ID, FLAGS - 1).toString(), TraceFlags.fromByte((byte) flags), traceState, true);
	}

	/**
	 * Writes a header.
	 * @param span a valid span
	 * @return the header
	 */
	static String write(SpanContext span) {
		TraceFlags flags = TraceFlags.fromByte((byte) (span.getTraceFlags().asByte() & KNOWN_FLAGS));
		return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + flags.asHex();
	}

}
