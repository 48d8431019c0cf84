/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import org.jspecify.annotations.Nullable;

/**
 * What a server span says about its request, whatever the server.
 */
interface HttpServerRequest extends CapturedHeaders.Source {

	String method();

	String scheme();

	/**
	 * Raw path of the URL, with the context path.
	 * @return the path
	 */
	String path();

	@Nullable String query();

	/**
	 * Host that the caller wanted to reach.
	 * @return the host; null if unknown
	 */
	@Nullable String serverAddress();

	/**
	 * Port that the caller wanted to reach, or a number below 1.
	 * @return the port
	 */
	int serverPort();

	/**
	 * Address of the caller, behind all proxies that the application trusts.
	 * @return the address; null if unknown
	 */
	@Nullable String clientAddress();

	/**
	 * Address of the other end of the connection.
	 * @return the address; null if unknown
	 */
	@Nullable String peerAddress();

	/**
	 * Port of the other end of the connection, or a number below 1.
	 * @return the port
	 */
	int peerPort();

	@Nullable String userAgent();

	/**
	 * Protocol and version, such as {@code HTTP/1.1}.
	 * @return both; null if unknown
	 */
	@Nullable String protocol();

	/**
	 * Whether all this stays as it is until the exchange leaves the thread that it began
	 * on.
	 * @return whether it may be read later
	 */
	default boolean isLasting() {
		return false;
	}

}
