/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

/**
 * Mark of a customizer of exporters that is for the first destination alone. What the
 * others may not have is in its hands: headers with credentials, the spool.
 */
public interface FirstDestinationOnly {

}
