/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import io.opentelemetry.sdk.common.export.HttpResponse;

/**
 * A response as the exporter expects it.
 */
final class HttpReply implements HttpResponse {

	static final HttpReply DONE = new HttpReply(200, new byte[0]);

	private final int status;

	private final byte[] body;

	HttpReply(int status, byte[] body) {
		this.status = status;
		this.body = body;
	}

	@Override
	public int getStatusCode() {
		return this.status;
	}

	// HTTP/2 has none, and java.net.http does not tell HTTP/1.1's.
	@Override
	public String getStatusMessage() {
		return "";
	}

	@Override
	public byte[] getResponseBody() {
		return this.body.clone();
	}

}
