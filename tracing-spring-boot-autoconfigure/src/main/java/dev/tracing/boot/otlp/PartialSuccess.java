/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

/**
 * What a collector says that took a request: how many of its spans it did not take, and
 * why.
 *
 * @param rejected how many
 * @param message why; empty if it says nothing
 */
record PartialSuccess(long rejected, String message) {

	static final PartialSuccess NONE = new PartialSuccess(0, "");

	private static final int PARTIAL_SUCCESS = 1;

	private static final int REJECTED_SPANS = 1;

	private static final int ERROR_MESSAGE = 2;

	/**
	 * Reads an ExportTraceServiceResponse. A collector that answers with something else
	 * has taken everything.
	 */
	static PartialSuccess of(byte[] response) {
		ProtobufFields fields = new ProtobufFields(response);
		PartialSuccess result = NONE;
		while (fields.next()) {
			if (fields.is(PARTIAL_SUCCESS, ProtobufFields.BYTES)) {
				result = partialSuccess(fields.message());
			}
		}
		return result;
	}

	private static PartialSuccess partialSuccess(ProtobufFields fields) {
		long rejected = 0;
		String message = "";
		while (fields.next()) {
			if (fields.is(REJECTED_SPANS, ProtobufFields.VARINT)) {
				rejected = Math.max(0, fields.number());
			}
			else if (fields.is(ERROR_MESSAGE, ProtobufFields.BYTES)) {
				message = fields.text();
			}
		}
		return new PartialSuccess(rejected, message);
	}

}
