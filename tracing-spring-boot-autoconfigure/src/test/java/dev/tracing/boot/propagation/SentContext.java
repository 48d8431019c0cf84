/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The context that an application has sent.
 *
 * @param traceId its trace
 * @param parentId its span
 * @param flags its flags
 */
record SentContext(String traceId, String parentId, int flags) {

	static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	static final String PARENT_ID = "b7ad6b7169203331";

	static final String PARENT = "traceparent: 00-" + TRACE_ID + "-" + PARENT_ID + "-01";

	private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

	static SentContext parent(Headers sent) {
		assertThat(sent.get("traceparent")).hasSize(1);
		Matcher matcher = TRACEPARENT.matcher(sent.getFirst("traceparent"));
		assertThat(matcher.matches()).as(sent.getFirst("traceparent")).isTrue();
		return new SentContext(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3), 16));
	}

	static Map<String, String> state(Headers sent) {
		Map<String, String> members = new LinkedHashMap<>();
		for (String header : sent.getOrDefault("tracestate", List.of())) {
			for (String member : header.split(",")) {
				String[] parts = member.split("=", -1);
				assertThat(parts).hasSize(2);
				assertThat(members.put(parts[0], parts[1])).isNull();
			}
		}
		return members;
	}

}
