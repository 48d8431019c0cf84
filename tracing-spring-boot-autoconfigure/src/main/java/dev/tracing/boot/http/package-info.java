/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * HTTP servers and clients. What a span of an HTTP exchange is called and says about it
 * stands here once, as the semantic conventions ask; servlet filter, WebFlux and the
 * clients only translate.
 */
@NullMarked
package dev.tracing.boot.http;

import org.jspecify.annotations.NullMarked;
