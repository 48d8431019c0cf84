/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.load;

/**
 * A header as it comes from the network.
 *
 * @param name bytes of its name
 * @param value bytes of its value
 */
@SuppressWarnings("ArrayRecordComponent")
record Header(byte[] name, byte[] value) {

	static Header of(String name, String value) {
		return new Header(InProcessConnection.bytes(name), InProcessConnection.bytes(value));
	}

}
