/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * The collector's address as users write it: a base URL or the full one, with the
 * transport told by the port where {@code tracing.export.protocol} does not say it.
 */
public final class OtlpEndpoint {

	private static final String TRACES_PATH = "/v1/traces";

	private static final String TRANSPORT = "management.opentelemetry.tracing.export.otlp.transport";

	private static final int GRPC_PORT = 4317;

	private OtlpEndpoint() {
	}

	/**
	 * Says what is wrong with an address.
	 * @param endpoint the address as the user wrote it
	 * @return what to write instead; null if nothing is wrong
	 */
	public static @Nullable String problem(String endpoint) {
		return (parse(endpoint) != null) ? null
				: "It must be a URL with scheme and host. Write http://localhost:4318 for OTLP over HTTP"
						+ " or http://localhost:4317 for gRPC.";
	}

	/**
	 * Returns the address that an exporter needs.
	 * @param endpoint the address as the user wrote it
	 * @param grpc whether it is for gRPC, which knows no path of its own
	 * @return the full address; null if it is none
	 */
	public static @Nullable String url(String endpoint, boolean grpc) {
		URI uri = parse(endpoint);
		if (uri == null) {
			return null;
		}
		String path = (uri.getRawPath() != null) ? uri.getRawPath() : "";
		while (path.endsWith("/")) {
			path = path.substring(0, path.length() - 1);
		}
		boolean full = path.endsWith(TRACES_PATH);
		if (grpc) {
			path = full ? path.substring(0, path.length() - TRACES_PATH.length()) : path;
		}
		else if (!full) {
			path += TRACES_PATH;
		}
		String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
		return uri.getScheme() + "://" + uri.getRawAuthority() + path + query;
	}

	/**
	 * Whether the port of an address is that of OTLP over gRPC.
	 * @param endpoint the address as the user wrote it
	 * @return whether it is
	 */
	public static boolean hasGrpcPort(String endpoint) {
		URI uri = parse(endpoint);
		return uri != null && hasGrpcPort(uri);
	}

	static @Nullable Object url(Environment environment) {
		// In effect is what Spring Boot's own key says, which may be ours behind it.
		Object transport = environment.getProperty(TRANSPORT);
		boolean grpc = "grpc"
			.equalsIgnoreCase(String.valueOf((transport != null) ? transport : transport(environment)));
		return url(environment.getProperty("tracing.export.endpoint", ""), grpc);
	}

	static @Nullable Object transport(Environment environment) {
		String protocol = environment.getProperty("tracing.export.protocol", "").toLowerCase(Locale.ROOT);
		if (!protocol.isBlank()) {
			return switch (protocol) {
				case "grpc" -> "grpc";
				case "http/protobuf", "http-protobuf", "http_protobuf", "httpprotobuf" -> "http";
				default -> null;
			};
		}
		URI uri = parse(environment.getProperty("tracing.export.endpoint", ""));
		if (uri == null) {
			return null;
		}
		return hasGrpcPort(uri) ? "grpc" : "http";
	}

	private static @Nullable URI parse(String endpoint) {
		try {
			URI uri = new URI(endpoint.trim());
			boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			// Not the host: an underscore, as in the names of containers, makes it
			// unknown to URI.
			String authority = uri.getRawAuthority();
			return (http && authority != null && !authority.startsWith(":")) ? uri : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static boolean hasGrpcPort(URI uri) {
		return uri.getPort() == GRPC_PORT || uri.getRawAuthority().endsWith(":" + GRPC_PORT);
	}

}
