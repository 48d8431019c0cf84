/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

/**
 * What a file holds.
 *
 * @param body the request; empty if only the header was read
 * @param spans how many spans it has
 * @param writtenAt when it was written, in milliseconds of the clock on the wall
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredRequest(byte[] body, long spans, long writtenAt) {
}
