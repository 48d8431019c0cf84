/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The entry {@code trace} of the header Server-Timing, by which a server says that it
 * exports a trace although the caller did not sample it. It is the one of W3C Trace
 * Context level 3, a draft.
 */
final class ServerTiming {

	static final String HEADER = "Server-Timing";

	private static final String ENTRY = "trace;desc=";

	private static final int TRACE_ID_AT = 3;

	private static final int FLAGS_AT = 53;

	private static final int LENGTH = 55;

	private ServerTiming() {
	}

	static String exported(String traceId, String spanId) {
		return ENTRY + "00-" + traceId + "-" + spanId + "-01";
	}

	/**
	 * Whether a response says that its trace is exported.
	 * @param values values of the header; null for none
	 * @param traceId the trace that was sent
	 * @return whether it does
	 */
	static boolean isExported(@Nullable List<String> values, String traceId) {
		if (values != null) {
			for (String value : values) {
				if (isExported(value, traceId)) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean isExported(String value, String traceId) {
		for (int at = value.indexOf(ENTRY); at >= 0; at = value.indexOf(ENTRY, at + 1)) {
			int start = at + ENTRY.length();
			start += (start < value.length() && value.charAt(start) == '"') ? 1 : 0;
			if (beginsEntry(value, at) && start + LENGTH <= value.length()
					&& value.startsWith(traceId, start + TRACE_ID_AT)
					&& (Character.digit(value.charAt(start + FLAGS_AT + 1), 16) & 1) == 1) {
				return true;
			}
		}
		return false;
	}

	private static boolean beginsEntry(String value, int at) {
		return at == 0 || value.charAt(at - 1) == ',' || value.charAt(at - 1) == ' ';
	}

}
