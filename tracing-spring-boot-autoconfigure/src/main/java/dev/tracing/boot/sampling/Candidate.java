/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import dev.tracing.boot.operation.PlainPath;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * What rules see of a trace that begins.
 */
final class Candidate {

	private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

	private static final AttributeKey<String> TARGET = AttributeKey.stringKey("http.target");

	private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

	private static final AttributeKey<String> LEGACY_METHOD = AttributeKey.stringKey("http.method");

	private final Context context;

	private final String name;

	private final SpanKind kind;

	private final Attributes attributes;

	private @Nullable String method;

	private @Nullable String path;

	private @Nullable Boolean textPath;

	private @Nullable Object parsedPath;

	Candidate(Context context, String name, SpanKind kind, Attributes attributes) {
		this.context = context;
		this.name = name;
		this.kind = kind;
		this.attributes = attributes;
	}

	Context context() {
		return this.context;
	}

	String name() {
		return this.name;
	}

	SpanKind kind() {
		return this.kind;
	}

	Attributes attributes() {
		return this.attributes;
	}

	/**
	 * Returns the method of an HTTP request.
	 * @return the method; empty if this is none
	 */
	String method() {
		String method = this.method;
		if (method == null) {
			method = this.attributes.get(METHOD);
			if (method == null) {
				method = this.attributes.get(LEGACY_METHOD);
			}
			if (method == null) {
				method = "";
			}
			this.method = method;
		}
		return method;
	}

	/**
	 * Returns the path of an HTTP request.
	 * @return the path; empty if this is none
	 */
	String path() {
		String path = this.path;
		if (path == null) {
			path = this.attributes.get(PATH);
			if (path == null) {
				path = withoutQuery(this.attributes.get(TARGET));
			}
			this.path = path;
		}
		return path;
	}

	/**
	 * Whether the path can be compared as text.
	 * @return whether it is there and {@linkplain PlainPath#isText text}
	 */
	boolean hasTextPath() {
		Boolean text = this.textPath;
		if (text == null) {
			text = !path().isEmpty() && PlainPath.isText(path());
			this.textPath = text;
		}
		return text;
	}

	private static String withoutQuery(@Nullable String target) {
		if (target == null) {
			return "";
		}
		int query = target.indexOf('?');
		return (query < 0) ? target : target.substring(0, query);
	}

	/**
	 * Returns what a rule has made of the path for those after it.
	 * @return the path in the form in which patterns take it; null if no rule needed it
	 * yet
	 */
	@Nullable Object parsedPath() {
		return this.parsedPath;
	}

	void parsedPath(Object parsedPath) {
		this.parsedPath = parsedPath;
	}

}
