/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The headers in which traces and baggage travel between processes. It reads and writes
 * the formats that the properties name, and does nothing for those that a request does
 * not have. It also says whose headers are read and who is sent any.
 */
@NullMarked
package dev.tracing.boot.propagation;

import org.jspecify.annotations.NullMarked;
