/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of HTTP servers and clients.
 *
 * @param server Properties of the requests that this application serves.
 * @param client Properties of the requests that this application sends.
 * @param sensitiveQueryParameters Query parameters whose values are replaced with
 * REDACTED, case-sensitive. Replaces the default list as a whole.
 * @param knownMethods Request methods that spans show by name; any other becomes _OTHER.
 * Replaces the default list as a whole.
 */
@ConfigurationProperties("tracing.http")
// @formatter:off
public record HttpProperties(
		@DefaultValue Server server,
		@DefaultValue Client client,
		@DefaultValue({ "X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token", "sig", "X-Goog-Signature" })
		List<String> sensitiveQueryParameters,
		@DefaultValue({ "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE" })
		List<String> knownMethods) {
// @formatter:on

	public HttpProperties {
		sensitiveQueryParameters = List.copyOf(sensitiveQueryParameters);
		knownMethods = List.copyOf(knownMethods);
	}

	/**
	 * Properties of HTTP servers.
	 *
	 * @param enabled Whether requests that this application serves are traced.
	 * @param exclude Requests that are not traced, nor anything that happens in them:
	 * path patterns within the application such as /internal/**, and the groups actuator,
	 * health, static and favicon. Replaces the default list as a whole.
	 * @param responseHeader Name of a response header that tells the caller the trace id.
	 * Empty for none.
	 * @param traceResponse Whether responses carry the header traceresponse of W3C Trace
	 * Context with the ids of trace and span.
	 * @param serverTiming Whether responses carry the ids of trace and span as an entry
	 * traceparent of the header Server-Timing, which scripts in a browser can read.
	 * @param capturedRequestHeaders Request headers that become attributes.
	 * @param capturedResponseHeaders Response headers that become attributes.
	 */
	// @formatter:off
	public record Server(
			@DefaultValue("true") boolean enabled,
			@DefaultValue({ "actuator", "health", "static", "favicon" }) List<String> exclude,
			@DefaultValue("") String responseHeader,
			@DefaultValue("false") boolean traceResponse,
			@DefaultValue("false") boolean serverTiming,
			@DefaultValue List<String> capturedRequestHeaders,
			@DefaultValue List<String> capturedResponseHeaders) {
	// @formatter:on

		public Server {
			exclude = List.copyOf(exclude);
			capturedRequestHeaders = List.copyOf(capturedRequestHeaders);
			capturedResponseHeaders = List.copyOf(capturedResponseHeaders);
		}

	}

	/**
	 * Properties of HTTP clients.
	 *
	 * @param enabled Whether requests that this application sends are traced.
	 * @param capturedRequestHeaders Request headers that become attributes.
	 * @param capturedResponseHeaders Response headers that become attributes.
	 */
	public record Client(@DefaultValue("true") boolean enabled, @DefaultValue List<String> capturedRequestHeaders,
			@DefaultValue List<String> capturedResponseHeaders) {

		public Client {
			capturedRequestHeaders = List.copyOf(capturedRequestHeaders);
			capturedResponseHeaders = List.copyOf(capturedResponseHeaders);
		}

	}

}
