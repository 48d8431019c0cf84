/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of a Protobuf message, just enough for the few that we need. What is
 * no Protobuf ends the reading; nothing is thrown.
 */
final class ProtobufFields {

	static final int VARINT = 0;

	static final int BYTES = 2;

	private static final int FIXED_64 = 1;

	private static final int FIXED_32 = 5;

	private static final int MAX_SHIFT = 63;

	private final byte[] message;

	private final int end;

	private int position;

	private int number;

	private int type;

	private long value;

	ProtobufFields(byte[] message) {
		this(message, 0, message.length);
	}

	private ProtobufFields(byte[] message, int start, int end) {
		this.message = message;
		this.position = start;
		this.end = end;
	}

	/**
	 * Goes to the next field.
	 * @return whether there is one
	 */
	boolean next() {
		if (this.position >= this.end) {
			return false;
		}
		long tag = varint();
		this.number = (int) (tag >>> 3);
		this.type = (int) (tag & 7);
		return tag > 0 && readValue();
	}

	boolean is(int expectedNumber, int expectedType) {
		return this.number == expectedNumber && this.type == expectedType;
	}

	long number() {
		return this.value;
	}

	String text() {
		return new String(this.message, this.position - (int) this.value, (int) this.value, StandardCharsets.UTF_8);
	}

	ProtobufFields message() {
		return new ProtobufFields(this.message, this.position - (int) this.value, this.position);
	}

	private boolean readValue() {
		return switch (this.type) {
			case VARINT -> {
				this.value = varint();
				yield this.position <= this.end;
			}
			case FIXED_64 -> skip(Long.BYTES);
			case FIXED_32 -> skip(Integer.BYTES);
			case BYTES -> {
				this.value = varint();
				yield skip(this.value);
			}
			default -> false;
		};
	}

	private boolean skip(long length) {
		if (length < 0 || length > this.end - this.position) {
			return false;
		}
		this.position += (int) length;
		return true;
	}

	// Runs past the end if it is cut off, which the callers see.
	private long varint() {
		long result = 0;
		for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
			if (this.position >= this.end) {
				break;
			}
			byte next = this.message[this.position++];
			result |= (long) (next & 0x7F) << shift;
			if (next >= 0) {
				return result;
			}
		}
		this.position = this.end + 1;
		return -1;
	}

}
