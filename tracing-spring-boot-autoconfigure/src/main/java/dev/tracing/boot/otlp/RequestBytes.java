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
		Output bytes = new Output(Math.max(32, message.getContentLength()));
		try {
			message.writeMessage(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.take();
	}

	@Override
	public void writeMessage(OutputStream output) throws IOException {
		output.write(this.bytes);
	}

	@Override
	public int getContentLength() {
		return this.bytes.length;
	}

	/**
	 * What a request is written to. Who writes it keeps that as long as its own memory,
	 * so the bytes are taken out of it, as they are if the message was as long as it
	 * said.
	 */
	private static final class Output extends ByteArrayOutputStream {

		private static final byte[] NOTHING = {};

		Output(int length) {
			super(length);
		}

		byte[] take() {
			byte[] taken = (this.count == this.buf.length) ? this.buf : toByteArray();
			this.buf = NOTHING;
			this.count = 0;
			return taken;
		}

	}

}
