/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * What a TLS connection needs.
 *
 * @param context keys and trust
 * @param trustManager the trust in it
 */
record TlsMaterial(SSLContext context, X509TrustManager trustManager) {
}
