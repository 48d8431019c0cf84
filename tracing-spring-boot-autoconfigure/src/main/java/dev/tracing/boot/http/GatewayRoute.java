/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.util.ClassUtils;

/**
 * Where Spring Cloud Gateway leaves the route that it has taken.
 */
final class GatewayRoute {

	static final String SERVLET_ATTRIBUTE = "GatewayServerMvc.gatewayRouteId";

	private static final boolean WEBMVC = isPresent("org.springframework.cloud.gateway.server.mvc.common.MvcUtils");

	private static final boolean WEBFLUX = isPresent("org.springframework.cloud.gateway.route.Route");

	private GatewayRoute() {
	}

	/**
	 * Id of the route of a servlet request.
	 * @param request the request
	 * @return the id; null if no route was taken
	 */
	static @Nullable String id(HttpServletRequest request) {
		return (WEBMVC && request.getAttribute(SERVLET_ATTRIBUTE) instanceof String id) ? id : null;
	}

	/**
	 * Id of the route of a WebFlux request.
	 * @param exchange attributes of the exchange
	 * @return the id; null if no route was taken
	 */
	static @Nullable String id(Map<String, Object> exchange) {
		return WEBFLUX ? WebFlux.id(exchange) : null;
	}

	/**
	 * Path pattern by which the route of a WebFlux request was found. Spring itself knows
	 * of none, because the gateway matches paths by itself.
	 * @param exchange attributes of the exchange
	 * @return the pattern; null if the route was not found by its path
	 */
	static @Nullable String pattern(Map<String, Object> exchange) {
		return WEBFLUX ? WebFlux.pattern(exchange) : null;
	}

	private static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, GatewayRoute.class.getClassLoader());
	}

	private static final class WebFlux {

		private WebFlux() {
		}

		static @Nullable String id(Map<String, Object> exchange) {
			return (exchange.get(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR) instanceof Route route) ? route.getId()
					: null;
		}

		static @Nullable String pattern(Map<String, Object> exchange) {
			return (id(exchange) != null && exchange
				.get(ServerWebExchangeUtils.GATEWAY_PREDICATE_MATCHED_PATH_ATTR) instanceof String pattern) ? pattern
						: null;
		}

	}

}
