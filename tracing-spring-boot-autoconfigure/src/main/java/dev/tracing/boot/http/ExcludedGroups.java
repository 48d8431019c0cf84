/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Names under which {@code tracing.http.server.exclude} knows several patterns, some of
 * which depend on other properties.
 */
final class ExcludedGroups {

	private final Environment environment;

	ExcludedGroups(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Returns the patterns of a group.
	 * @param name what stands in the property
	 * @return its patterns; null if there is no such group
	 */
	@Nullable List<String> patterns(String name) {
		return switch (name) {
			case "actuator" -> actuator();
			case "health" ->
				List.of("/health", "/healthz", "/livez", "/readyz", "/health/liveness", "/health/readiness");
			case "static" -> staticResources();
			case "favicon" -> List.of("/favicon.ico", "/favicon.png", "/favicon.svg", "/apple-touch-icon.png");
			default -> null;
		};
	}

	private List<String> actuator() {
		String port = this.environment.getProperty("management.server.port");
		if (port != null && !port.isBlank() && !port.equals(this.environment.getProperty("server.port", "8080"))) {
			// Endpoints have a server of their own, which has no tracing filter.
			return List.of();
		}
		String base = path("management.endpoints.web.base-path", "/actuator");
		String prefix = path("spring.mvc.servlet.path", "") + base;
		if (!base.isEmpty()) {
			return List.of(prefix + "/**");
		}
		// Endpoints beside the application's own paths: the ones that are polled.
		return List.of(prefix + "/health/**", prefix + "/info", prefix + "/metrics/**", prefix + "/prometheus");
	}

	private List<String> staticResources() {
		String prefix = path("spring.mvc.servlet.path", "");
		List<String> patterns = new ArrayList<>();
		for (String directory : new String[] { "css", "js", "images", "fonts", "webjars" }) {
			patterns.add(prefix + "/" + directory + "/**");
		}
		addConfigured(patterns, prefix, "spring.mvc.static-path-pattern");
		addConfigured(patterns, "", "spring.webflux.static-path-pattern");
		return patterns;
	}

	private void addConfigured(List<String> patterns, String prefix, String property) {
		String configured = this.environment.getProperty(property, "/**");
		if (configured.startsWith("/") && !configured.equals("/**")) {
			patterns.add(prefix + configured);
		}
	}

	private String path(String property, String defaultValue) {
		String path = this.environment.getProperty(property, defaultValue).trim();
		String absolute = (path.isEmpty() || path.startsWith("/")) ? path : "/" + path;
		return absolute.endsWith("/") ? absolute.substring(0, absolute.length() - 1) : absolute;
	}

}
