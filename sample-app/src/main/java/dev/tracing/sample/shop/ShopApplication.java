/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Opens the shop: all five services and a Kafka broker in this JVM, or with
 * {@code --shop.service=order} (or another service, or {@code broker}) one of them alone.
 */
public final class ShopApplication {

	private static final String ALL = "all";

	private static final String BROKER = "broker";

	private ShopApplication() {
	}

	/**
	 * Opens the shop.
	 * @param args properties, such as {@code --shop.service=order}
	 */
	public static void main(String[] args) {
		String service = requestedService(args);
		switch (service) {
			case ALL -> open(args);
			case BROKER -> Shop.openBroker(args);
			default -> Shop.openAlone(find(service), args);
		}
	}

	private static void open(String... args) {
		Shop shop = Shop.open(args);
		WarmUp.run(shop);
		Welcome.print(shop);
	}

	private static String requestedService(String[] args) {
		ConfigurableEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
		return environment.getProperty("shop.service", ALL);
	}

	private static ShopService find(String id) {
		return Arrays.stream(ShopService.values())
			.filter((service) -> service.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"'shop.service' must be one of %s but is '%s'".formatted(choices(), id)));
	}

	private static List<String> choices() {
		Stream<String> services = Arrays.stream(ShopService.values()).map(ShopService::id);
		return Stream.concat(services, Stream.of(BROKER, ALL)).toList();
	}

}
