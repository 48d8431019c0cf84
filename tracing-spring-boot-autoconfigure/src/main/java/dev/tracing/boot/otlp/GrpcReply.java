/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;

/**
 * A response that tells the exporter that all is well.
 */
final class GrpcReply implements GrpcResponse {

	static final GrpcReply DONE = new GrpcReply();

	private GrpcReply() {
	}

	@Override
	public GrpcStatusCode getStatusCode() {
		return GrpcStatusCode.OK;
	}

	@Override
	public String getStatusDescription() {
		return "";
	}

	@Override
	public byte[] getResponseMessage() {
		return new byte[0];
	}

}
