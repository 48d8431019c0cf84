/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.tracing.benchmarks.micro.CallerHeaders;

/**
 * What comes in.
 */
public enum ReceivedCall {

	/**
	 * A request whose caller does not sample.
	 */
	UNSAMPLED("/orders/4711", "00"),

	/**
	 * A request whose caller samples.
	 */
	SAMPLED("/orders/4711", "01"),

	/**
	 * A request that our filter excludes by default, and nobody else does.
	 */
	HEALTH("/actuator/health", "01");

	private final String path;

	private final String flags;

	ReceivedCall(String path, String flags) {
		this.path = path;
		this.flags = flags;
	}

	ReceivedRequest request() {
		Map<String, String> headers = new LinkedHashMap<>(CallerHeaders.NONE.headers());
		headers.put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-" + this.flags);
		return new ReceivedRequest(this.path, headers);
	}

}
