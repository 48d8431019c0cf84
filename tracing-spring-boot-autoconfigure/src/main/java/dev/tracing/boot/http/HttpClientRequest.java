/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;
import java.util.List;

import dev.tracing.boot.operation.Text;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * One attempt to send a request.
 *
 * @param method the method as it is sent
 * @param uri the target
 * @param headers the headers that are sent
 * @param template what the target was made from, of low cardinality; null if it is not
 * known
 * @param resendCount how often the same request was sent before
 */
record HttpClientRequest(String method, URI uri, HttpHeaders headers, @Nullable String template,
		int resendCount) implements CapturedHeaders.Source {

	@Override
	public @Nullable List<String> headers(String name) {
		return this.headers.get(name);
	}

	boolean hasResponseBody(int status) {
		return !"HEAD".equals(this.method) && status != 304;
	}

	/**
	 * Name of the server, also where {@link URI} cannot read it, such as
	 * {@code my_service}.
	 * @return the name or address; null if there is none
	 */
	@Nullable String serverAddress() {
		return Text.host(this.uri);
	}

	/**
	 * Port of the server, or the usual one of the scheme.
	 * @return the port; -1 if it is not known
	 */
	int serverPort() {
		if (this.uri.getPort() >= 0) {
			return this.uri.getPort();
		}
		int port = portOf(this.uri.getRawAuthority());
		if (port >= 0) {
			return port;
		}
		if ("https".equalsIgnoreCase(this.uri.getScheme())) {
			return 443;
		}
		return "http".equalsIgnoreCase(this.uri.getScheme()) ? 80 : -1;
	}

	private static int portOf(@Nullable String authority) {
		int colon = (authority != null) ? authority.lastIndexOf(':') : -1;
		if (authority == null || colon < 0 || colon + 1 == authority.length() || authority.length() - colon > 6) {
			return -1;
		}
		int port = 0;
		for (int i = colon + 1; i < authority.length(); i++) {
			char c = authority.charAt(i);
			if (c < '0' || c > '9') {
				return -1;
			}
			port = port * 10 + (c - '0');
		}
		return port;
	}

}
