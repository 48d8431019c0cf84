/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * gRPC: a span for each call that is served and for each that is sent, unary or
 * streaming, with the trace travelling in the call's metadata. Spring Boot's servers and
 * channels take our interceptors by themselves; whoever builds his own adds the beans.
 */
@NullMarked
package dev.tracing.boot.grpc;

import org.jspecify.annotations.NullMarked;
