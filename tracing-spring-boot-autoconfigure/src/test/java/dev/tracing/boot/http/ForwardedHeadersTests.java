/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class ForwardedHeadersTests {

	private static final String[] FORWARDED = { "X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https",
			"X-Forwarded-Host", "shop.example", "X-Forwarded-Port", "443" };

	@Test
	void frameworkStrategy() {
		Map<String, Object> attributes = attributes(Framework.class, "server.forward-headers-strategy=framework");
		assertThat(attributes).containsEntry("client.address", "203.0.113.7")
			.containsEntry("url.scheme", "https")
			.containsEntry("server.address", "shop.example")
			.containsEntry("server.port", 443L)
			.containsEntry("network.peer.address", "127.0.0.1")
			.containsEntry("http.route", "/orders/{id}");
	}

	@Test
	void nativeStrategy() {
		Map<String, Object> attributes = attributes(Tomcat.class, "server.forward-headers-strategy=native",
				"server.tomcat.remoteip.host-header=X-Forwarded-Host");
		assertThat(attributes).containsEntry("client.address", "203.0.113.7")
			.containsEntry("url.scheme", "https")
			.containsEntry("server.address", "shop.example")
			.containsEntry("server.port", 443L)
			.doesNotContainKeys("network.peer.address", "network.peer.port");
	}

	@Test
	void withoutStrategyNobodyIsBelieved() {
		Map<String, Object> attributes = attributes(Tomcat.class, "server.servlet.context-path=/shop");
		assertThat(attributes).containsEntry("client.address", "127.0.0.1")
			.containsEntry("url.scheme", "http")
			.containsEntry("server.address", "localhost")
			.containsEntry("network.peer.address", "127.0.0.1")
			.containsEntry("url.path", "/shop/orders/7")
			.containsEntry("http.route", "/shop/orders/{id}");
	}

	@Test
	void theRouteHasTheServletsPath() {
		Map<String, Object> attributes = attributes(Tomcat.class, "server.servlet.context-path=/shop",
				"spring.mvc.servlet.path=/api");
		assertThat(attributes).containsEntry("url.path", "/shop/api/orders/7")
			.containsEntry("http.route", "/shop/api/orders/{id}");
	}

	private static Map<String, Object> attributes(Class<?> configuration, String... properties) {
		try (ServletShop shop = ServletShop.start(configuration, properties)) {
			String path = shop.context().getEnvironment().getProperty("server.servlet.context-path", "")
					+ shop.context().getEnvironment().getProperty("spring.mvc.servlet.path", "");
			assertThat(shop.get(path + "/orders/7", FORWARDED).body()).isEqualTo("order 7");
			Map<String, Object> attributes = ServletServerContract.attributes(shop.spans().take());
			shop.spans().assertNoMore();
			return attributes;
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	static class Tomcat {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	static class Framework {

	}

}
