/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.security.Provider;
import java.security.SecureRandom;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * TLS for a client that never speaks it. The JDK's HTTP client wants a context also for
 * plain HTTP, and the default one reads every certificate that the JDK trusts: hundreds
 * of classes and more than a megabyte that nobody needs then.
 */
final class NoTls extends SSLContextSpi {

	private NoTls() {
	}

	static SSLContext context() {
		return new Context();
	}

	// The client chooses among these, so there must be one.
	private static SSLParameters parameters() {
		return new SSLParameters(new String[0], new String[] { "TLSv1.3" });
	}

	private static UnsupportedOperationException refuse() {
		return new UnsupportedOperationException("This client speaks plain HTTP only");
	}

	@Override
	protected SSLParameters engineGetDefaultSSLParameters() {
		return parameters();
	}

	@Override
	protected SSLParameters engineGetSupportedSSLParameters() {
		return parameters();
	}

	@Override
	protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
		throw refuse();
	}

	@Override
	protected SSLSocketFactory engineGetSocketFactory() {
		throw refuse();
	}

	@Override
	protected SSLServerSocketFactory engineGetServerSocketFactory() {
		throw refuse();
	}

	@Override
	protected SSLEngine engineCreateSSLEngine() {
		throw refuse();
	}

	@Override
	protected SSLEngine engineCreateSSLEngine(String host, int port) {
		throw refuse();
	}

	@Override
	protected SSLSessionContext engineGetServerSessionContext() {
		throw refuse();
	}

	@Override
	protected SSLSessionContext engineGetClientSessionContext() {
		throw refuse();
	}

	private static final class Context extends SSLContext {

		Context() {
			super(new NoTls(), new Nobody(), "none");
		}

	}

	private static final class Nobody extends Provider {

		private static final long serialVersionUID = 1L;

		Nobody() {
			super("none", "1", "Offers nothing");
		}

	}

}
