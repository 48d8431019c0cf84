/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * Headers that the user wants to see as attributes. All others stay unrecorded.
 */
final class CapturedHeaders {

	private final String[] names;

	private final List<AttributeKey<List<String>>> keys;

	private CapturedHeaders(String prefix, Collection<String> names) {
		Set<String> lowerCase = new LinkedHashSet<>();
		for (String name : names) {
			lowerCase.add(name.trim().toLowerCase(Locale.ROOT));
		}
		lowerCase.remove("");
		this.names = lowerCase.toArray(new String[0]);
		this.keys = new ArrayList<>(this.names.length);
		for (String name : this.names) {
			this.keys.add(AttributeKey.stringArrayKey(prefix + name));
		}
	}

	static CapturedHeaders ofRequest(Collection<String> names) {
		return new CapturedHeaders("http.request.header.", names);
	}

	static CapturedHeaders ofResponse(Collection<String> names) {
		return new CapturedHeaders("http.response.header.", names);
	}

	void capture(SpanStart span, Source source) {
		if (this.names.length > 0) {
			capture(source, span::set);
		}
	}

	void capture(Span span, Source source) {
		if (this.names.length > 0) {
			capture(source, span::setAttribute);
		}
	}

	private void capture(Source source, BiConsumer<AttributeKey<List<String>>, List<String>> sink) {
		for (int i = 0; i < this.names.length; i++) {
			List<String> values = source.headers(this.names[i]);
			if (values != null && !values.isEmpty()) {
				sink.accept(this.keys.get(i), values);
			}
		}
	}

	/**
	 * Where headers are read from.
	 */
	interface Source {

		/**
		 * Returns all values of a header.
		 * @param name its name in lower case; to be matched without regard to case
		 * @return the values; null or empty if there are none
		 */
		@Nullable List<String> headers(String name);

	}

}
