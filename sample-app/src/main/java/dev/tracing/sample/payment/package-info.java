/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Service {@code payment}: takes the money, unless the risk is too high. It is asked over
 * HTTP or over gRPC.
 */
@NullMarked
package dev.tracing.sample.payment;

import org.jspecify.annotations.NullMarked;
