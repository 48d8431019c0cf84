/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.kafka.test.EmbeddedKafkaBroker;

/**
 * All services in one JVM, each with its own application context, port and name. Their
 * parent is a context with what they share: the broker and the console tree.
 */
final class Shop implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Shop.class);

	private final ConfigurableApplicationContext parent;

	private final Map<ShopService, ServletWebServerApplicationContext> contexts = new EnumMap<>(ShopService.class);

	private Shop(ConfigurableApplicationContext parent) {
		this.parent = parent;
	}

	/**
	 * Opens the whole shop.
	 * @param args properties for all services
	 * @return the open shop
	 */
	static Shop open(String... args) {
		Shop shop = new Shop(
				new SpringApplicationBuilder(SharedConfiguration.class).web(WebApplicationType.NONE).run(args));
		try {
			for (ShopService service : ShopService.values()) {
				shop.start(service, args);
			}
			return shop;
		}
		catch (RuntimeException | Error ex) {
			shop.close();
			throw ex;
		}
	}

	/**
	 * Opens the broker alone, at the port that the services expect.
	 * @param args properties
	 * @return the broker's context
	 */
	static ConfigurableApplicationContext openBroker(String... args) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(BrokerConfiguration.class)
			.web(WebApplicationType.NONE)
			.properties("shop.broker.fixed-port=true", "spring.main.keep-alive=true")
			.run(args);
		logger.info("broker listens on {}", context.getEnvironment().getProperty("shop.kafka.bootstrap-servers"));
		return context;
	}

	/**
	 * Opens one service alone. It waits for the broker and expects the other services at
	 * the addresses of {@code shop.url}.
	 * @param service the service
	 * @param args properties
	 * @return the service's context
	 */
	static ServletWebServerApplicationContext openAlone(ShopService service, String... args) {
		return run(service, builder(service, Map.of()), args);
	}

	private void start(ShopService service, String... args) {
		this.contexts.put(service, run(service, builder(service, addresses()).parent(this.parent), args));
	}

	private Map<String, Object> addresses() {
		Map<String, Object> addresses = new HashMap<>();
		addresses.put("shop.kafka.bootstrap-servers",
				this.parent.getBean(EmbeddedKafkaBroker.class).getBrokersAsString());
		this.contexts.forEach((service, context) -> {
			addresses.put("shop.url." + service.id(), url(service));
			context.getBeanProvider(GrpcServerLifecycle.class)
				.ifAvailable((grpc) -> addresses.put("shop.url." + service.id() + "-grpc",
						"static://localhost:" + grpc.getPort()));
		});
		return addresses;
	}

	private static SpringApplicationBuilder builder(ShopService service, Map<String, Object> addresses) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(service.application())
			.web(WebApplicationType.SERVLET)
			.properties("spring.config.name=application," + service.id())
			.initializers((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("shop", addresses)));
		return service.usesKafka() ? builder.initializers(new BrokerWait()) : builder;
	}

	private static ServletWebServerApplicationContext run(ShopService service, SpringApplicationBuilder builder,
			String... args) {
		ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) builder.run(args);
		logger.info("{} listens on port {}", service.id(), port(context));
		return context;
	}

	// Not local.server.port: contexts with a common parent share it, the last one wins.
	private static int port(ServletWebServerApplicationContext context) {
		WebServer server = context.getWebServer();
		return (server != null) ? server.getPort() : -1;
	}

	String url(ShopService service) {
		return "http://localhost:" + port(context(service));
	}

	ServletWebServerApplicationContext context(ShopService service) {
		ServletWebServerApplicationContext context = this.contexts.get(service);
		if (context == null) {
			throw new IllegalStateException(service + " has not been started");
		}
		return context;
	}

	ConfigurableApplicationContext parent() {
		return this.parent;
	}

	@Override
	public void close() {
		this.parent.close();
	}

}
