/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * An attribute of the corpus.
 *
 * @param family what kind of thing it is
 * @param key the attribute's key
 * @param text the attribute's value
 * @param secret the part that must not leave, or an empty string if all of it may
 */
record CorpusLine(String family, String key, String text, String secret) {
}
