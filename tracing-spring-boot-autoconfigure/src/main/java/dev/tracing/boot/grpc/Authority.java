/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import dev.tracing.boot.operation.Text;
import org.jspecify.annotations.Nullable;

/**
 * The server as a call names it. The name is the caller's: it may be anything.
 *
 * @param host its name or address
 * @param port its port; zero if it is not told
 */
record Authority(String host, int port) {

	private static final int MAX_LENGTH = 255;

	private static final int MAX_PORT = 65535;

	/**
	 * Reads an authority such as {@code orders:9090}.
	 * @param text the text; null for none
	 * @return the authority; null if the text is none
	 */
	static @Nullable Authority parse(@Nullable String text) {
		if (text == null || text.isEmpty() || text.length() > MAX_LENGTH) {
			return null;
		}
		String server = text.substring(text.lastIndexOf('@') + 1);
		int colon = server.lastIndexOf(':');
		// An IPv6 address stands in brackets where a port may follow it.
		int bracket = server.lastIndexOf(']');
		boolean hasPort = colon > bracket && (bracket >= 0 || server.indexOf(':') == colon);
		String host = Text.withoutBrackets(hasPort ? server.substring(0, colon) : server);
		return host.isEmpty() ? null : new Authority(host, hasPort ? port(server, colon + 1) : 0);
	}

	private static int port(String text, int from) {
		int port = 0;
		for (int i = from; i < text.length(); i++) {
			char digit = text.charAt(i);
			port = port * 10 + digit - '0';
			if (digit < '0' || digit > '9' || port > MAX_PORT) {
				return 0;
			}
		}
		return port;
	}

}
