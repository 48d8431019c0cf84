/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.List;

import dev.tracing.boot.operation.Lasting;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

import org.springframework.util.AntPathMatcher;

/**
 * Tells from a local root whether it took too long. What is meant to last is never slow.
 */
final class Slowness {

	private static final AttributeKey<List<String>> CONTENT_TYPE = AttributeKey
		.stringArrayKey("http.response.header.content-type");

	private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

	private static final AttributeKey<Long> LEGACY_STATUS = AttributeKey.longKey("http.status_code");

	private static final long SWITCHING_PROTOCOLS = 101;

	private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

	private static final AttributeKey<String> TARGET = AttributeKey.stringKey("http.target");

	private final AntPathMatcher matcher = new AntPathMatcher();

	private final long usual;

	private final String[] neverSlow;

	/**
	 * Creates a slowness.
	 * @param usual threshold in nanoseconds, unless a rule has another
	 * @param neverSlow patterns of paths or span names that are never slow
	 */
	Slowness(long usual, List<String> neverSlow) {
		this.usual = usual;
		this.neverSlow = neverSlow.toArray(String[]::new);
	}

	/**
	 * Whether a local root was slow.
	 * @param root the local root
	 * @param duration how long it has taken, in nanoseconds
	 * @param threshold threshold in nanoseconds; negative for the usual one
	 * @return whether it took longer without being meant to
	 */
	boolean of(SpanData root, long duration, long threshold) {
		return duration >= ((threshold < 0) ? this.usual : threshold) && !lasts(root);
	}

	private boolean lasts(SpanData root) {
		Attributes attributes = root.getAttributes();
		Long status = attributes.get(STATUS);
		if (status == null) {
			status = attributes.get(LEGACY_STATUS);
		}
		return (status != null && status == SWITCHING_PROTOCOLS) || isStream(attributes.get(CONTENT_TYPE))
				|| isExpected(root.getName()) || isExpected(path(attributes));
	}

	private static boolean isStream(@Nullable List<String> contentTypes) {
		return contentTypes != null && !contentTypes.isEmpty() && Lasting.stream(contentTypes.get(0)) != null;
	}

	private static @Nullable String path(Attributes attributes) {
		String path = attributes.get(PATH);
		if (path != null) {
			return path;
		}
		String target = attributes.get(TARGET);
		int query = (target != null) ? target.indexOf('?') : -1;
		return (target == null || query < 0) ? target : target.substring(0, query);
	}

	// Asked only of what took too long.
	private boolean isExpected(@Nullable String text) {
		for (String pattern : this.neverSlow) {
			if (text != null && this.matcher.match(pattern, text)) {
				return true;
			}
		}
		return false;
	}

}
