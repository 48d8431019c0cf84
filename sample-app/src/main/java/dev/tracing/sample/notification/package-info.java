/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Service {@code notification}: tells customers about their orders, which it hears of
 * from Kafka.
 */
@NullMarked
package dev.tracing.sample.notification;

import org.jspecify.annotations.NullMarked;
