/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

/**
 * A request for an order that says everything about itself.
 */
record OrderRequest(String method, String protocol) implements HttpServerRequest {

	OrderRequest(String method) {
		this(method, "HTTP/1.1");
	}

	@Override
	public String scheme() {
		return "https";
	}

	@Override
	public String path() {
		return "/orders/1";
	}

	@Override
	public String query() {
		return "sig=secret&a=b";
	}

	@Override
	public String serverAddress() {
		return "shop.example";
	}

	@Override
	public int serverPort() {
		return 8443;
	}

	@Override
	public String clientAddress() {
		return "203.0.113.7";
	}

	@Override
	public String peerAddress() {
		return "10.0.0.1";
	}

	@Override
	public int peerPort() {
		return 5000;
	}

	@Override
	public String userAgent() {
		return "test";
	}

	@Override
	public List<String> headers(String name) {
		return name.equals("x-tenant") ? List.of("a", "b") : List.of();
	}

}
