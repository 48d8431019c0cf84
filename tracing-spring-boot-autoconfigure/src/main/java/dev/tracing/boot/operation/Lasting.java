/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * What is meant to last, so that a long time says nothing about it: streams.
 */
public final class Lasting {

	private static final ContextKey<Boolean> KEY = ContextKey.named("dev.tracing.boot.lasting");

	private static final String[] STREAMS = { "text/event-stream", "application/x-ndjson", "application/stream+json" };

	private Lasting() {
	}

	/**
	 * Marks a context in which something starts that is meant to last.
	 * @param context the context
	 * @return the marked context
	 */
	public static Context mark(Context context) {
		return context.with(KEY, Boolean.TRUE);
	}

	/**
	 * Whether what starts in a context is meant to last.
	 * @param context the context
	 * @return whether it is marked
	 */
	public static boolean isMarked(Context context) {
		return context.get(KEY) != null;
	}

	/**
	 * Tells from the type of a body whether it is a stream of elements.
	 * @param contentType the media type, with or without parameters; null if unknown
	 * @return the type of the stream without parameters; null if it is none
	 */
	public static @Nullable String stream(@Nullable String contentType) {
		if (contentType != null) {
			for (String stream : STREAMS) {
				if (isOfType(contentType, stream)) {
					return stream;
				}
			}
		}
		return null;
	}

	private static boolean isOfType(String contentType, String type) {
		int length = type.length();
		return contentType.regionMatches(true, 0, type, 0, length)
				&& (contentType.length() == length || "; ".indexOf(contentType.charAt(length)) >= 0);
	}

}
