/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import org.apache.catalina.Context;
import org.apache.catalina.Valve;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class TomcatRequestEndTests {

	@Test
	void theValveSparesTheApplicationAListener() {
		try (ServletShop shop = ServletShop.start(WithValve.class)) {
			assertThat(listeners(shop)).noneMatch(RequestDestruction.class::isInstance);
			assertThat(shop.get("/send-error/503").statusCode()).isEqualTo(503);
			assertThat(shop.spans().take().getName()).isEqualTo("GET /send-error/{code}");
			shop.spans().assertNoMore();
		}
	}

	@Test
	void aValveThatSomebodyRemovedIsReplacedByAListener() {
		try (ServletShop shop = ServletShop.start(WithoutValves.class)) {
			assertThat(listeners(shop)).anyMatch(RequestDestruction.class::isInstance);
			assertThat(shop.get("/orders/7").statusCode()).isEqualTo(200);
			assertThat(shop.spans().take().getName()).isEqualTo("GET /orders/{id}");
			assertThat(shop.get("/send-error/503").statusCode()).isEqualTo(503);
			assertThat(shop.spans().take().getName()).isEqualTo("GET /send-error/{code}");
			shop.spans().assertNoMore();
		}
	}

	@Test
	void nobodyTellsOfRequestsThatAreNotTomcats() {
		try (ServletShop shop = ServletShop.start(WithValve.class)) {
			assertThat(shop.bean(RequestEnd.class).isAnnounced(new MockHttpServletRequest())).isFalse();
		}
	}

	private static List<Object> listeners(ServletShop shop) {
		return List.of(shop.bean(StartedTomcat.class).context().getApplicationEventListeners());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	@Import(StartedTomcat.class)
	static class WithValve {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	@Import(StartedTomcat.class)
	static class WithoutValves {

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> noValves() {
			return (factory) -> factory.setEngineValves(List.<Valve>of());
		}

	}

	static class StartedTomcat implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

		private Context context;

		@Override
		public void customize(TomcatServletWebServerFactory factory) {
			factory.addContextCustomizers((started) -> this.context = started);
		}

		Context context() {
			return this.context;
		}

	}

}
