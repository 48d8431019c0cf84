/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

/**
 * How much baggage is read.
 *
 * @param maxLength most characters
 * @param maxEntries most entries
 * @param maxValueLength most characters of one value, as it is encoded in the header
 */
record BaggageLimits(int maxLength, int maxEntries, int maxValueLength) {

}
