/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import io.opentelemetry.sdk.common.export.MessageWriter;

/**
 * A request as bytes of our own: the exporter uses its memory again as soon as it can.
 */
final class RequestBytes implements MessageWriter {

	private final byte[] bytes;

	RequestBytes(byte[] bytes) {
		this.bytes = bytes;
	}

	static byte[] copy(MessageWriter message) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(32, message.getContentLength()));
		try {
			message.writeMessage(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	@Override
	public void writeMessage(OutputStream output) throws IOException {
		output.write(this.bytes);
	}

	@Override
	public int getContentLength() {
		return this.bytes.length;
	}

}
