/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Attributes of HTTP spans: those of the semantic conventions, and the old names that
 * {@code tracing.semconv=legacy} puts in place of some of them.
 */
final class HttpAttributes {

	static final AttributeKey<String> REQUEST_METHOD = AttributeKey.stringKey("http.request.method");

	static final AttributeKey<String> REQUEST_METHOD_ORIGINAL = AttributeKey.stringKey("http.request.method_original");

	static final AttributeKey<Long> REQUEST_RESEND_COUNT = AttributeKey.longKey("http.request.resend_count");

	static final AttributeKey<Long> RESPONSE_STATUS_CODE = AttributeKey.longKey("http.response.status_code");

	static final AttributeKey<Long> RESPONSE_BODY_SIZE = AttributeKey.longKey("http.response.body.size");

	static final AttributeKey<List<String>> RESPONSE_CONTENT_TYPE = AttributeKey
		.stringArrayKey("http.response.header.content-type");

	static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

	/**
	 * Not of the conventions: which of its routes a gateway has taken.
	 */
	static final AttributeKey<String> GATEWAY_ROUTE = AttributeKey.stringKey("gateway.route");

	static final AttributeKey<String> URL_FULL = AttributeKey.stringKey("url.full");

	static final AttributeKey<String> URL_SCHEME = AttributeKey.stringKey("url.scheme");

	static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");

	static final AttributeKey<String> URL_QUERY = AttributeKey.stringKey("url.query");

	static final AttributeKey<String> URL_TEMPLATE = AttributeKey.stringKey("url.template");

	static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");

	static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

	static final AttributeKey<String> CLIENT_ADDRESS = AttributeKey.stringKey("client.address");

	static final AttributeKey<String> USER_AGENT_ORIGINAL = AttributeKey.stringKey("user_agent.original");

	static final AttributeKey<String> NETWORK_PEER_ADDRESS = AttributeKey.stringKey("network.peer.address");

	static final AttributeKey<Long> NETWORK_PEER_PORT = AttributeKey.longKey("network.peer.port");

	static final AttributeKey<String> NETWORK_PROTOCOL_NAME = AttributeKey.stringKey("network.protocol.name");

	static final AttributeKey<String> NETWORK_PROTOCOL_VERSION = AttributeKey.stringKey("network.protocol.version");

	static final AttributeKey<String> LEGACY_METHOD = AttributeKey.stringKey("http.method");

	static final AttributeKey<String> LEGACY_URL = AttributeKey.stringKey("http.url");

	static final AttributeKey<String> LEGACY_TARGET = AttributeKey.stringKey("http.target");

	static final AttributeKey<Long> LEGACY_STATUS_CODE = AttributeKey.longKey("http.status_code");

	static final AttributeKey<Long> LEGACY_RESPONSE_SIZE = AttributeKey.longKey("http.response_size");

	private HttpAttributes() {
	}

}
