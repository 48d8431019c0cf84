/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that are delivered as one, which has no more spans than a batch. Requests of
 * OTLP are joined by writing one behind the other, as every message of Protocol Buffers
 * that consists of a list is.
 */
final class Parcel {

	private final int mostSpans;

	private final List<Spooled> entries = new ArrayList<>();

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	private long spans;

	Parcel(int mostSpans) {
		this.mostSpans = mostSpans;
	}

	/**
	 * Adds a request if there is room for it, which there is for the first one.
	 * @param entry its entry
	 * @param request the request
	 * @return whether it was added
	 */
	boolean add(Spooled entry, StoredRequest request) {
		if (!this.entries.isEmpty() && this.spans + request.spans() > this.mostSpans) {
			return false;
		}
		this.entries.add(entry);
		this.spans += request.spans();
		this.body.writeBytes(request.body());
		return true;
	}

	boolean isEmpty() {
		return this.entries.isEmpty();
	}

	List<Spooled> entries() {
		return this.entries;
	}

	byte[] body() {
		return this.body.toByteArray();
	}

	long spans() {
		return this.spans;
	}

}
