/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Six processes: five services and a broker that comes last.
 */
class ShopProcessesTests {

	private final Set<Integer> ports = new HashSet<>();

	private final List<ShopProcess> processes = new ArrayList<>();

	@AfterEach
	void close() {
		this.processes.forEach(ShopProcess::close);
	}

	@Test
	void sixProcessesMakeTheTraceThatOneMakes() throws IOException {
		try (HttpOtlpReceiver receiver = new HttpOtlpReceiver()) {
			List<String> args = new ArrayList<>(List.of(receiver.properties()));
			args.add("--tracing.export.batch.schedule-delay=100ms");
			args.add("--tracing.console=off");
			args.add("--tracing.jdbc.connection-wait-threshold=1h");
			args.add("--shop.kafka.bootstrap-servers=localhost:" + freePort());
			int gateway = 0;
			for (ShopService service : ShopService.values()) {
				int port = freePort();
				args.add("--shop.port." + service.id() + "=" + port);
				gateway = (service == ShopService.GATEWAY) ? port : gateway;
			}
			for (ShopService service : ShopService.values()) {
				start(service.id(), args);
			}
			this.processes.get(ShopService.ORDER.ordinal()).awaitLine("Waiting for the broker");
			start("broker", args);
			for (ShopService service : ShopService.values()) {
				this.processes.get(service.ordinal()).awaitLine(service.id() + " listens on port");
			}
			Customer customer = Customer.arrive();
			assertThat(customer.post("http://localhost:" + gateway + "/orders").statusCode()).isEqualTo(201);
			assertThat(receiver.trace(customer.traceId(), Shops.ORDER_SPANS).tree()).isEqualTo(Shops.ORDER_TREE);
		}
	}

	@Test
	void unknownServiceIsRefusedWithTheChoices() throws IOException {
		ShopProcess process = start("orders", List.of());
		assertThat(process.awaitLine("shop.service").toLowerCase(Locale.ROOT))
			.contains("'shop.service' must be one of [notification, inventory, payment, order, gateway, broker, all]");
	}

	@Test
	void serviceThatFindsNoBrokerSaysHowToStartOne() throws IOException {
		String server = "--shop.kafka.bootstrap-servers=localhost:" + freePort();
		assertThatIllegalStateException()
			.isThrownBy(
					() -> Shop.openAlone(ShopService.ORDER, "--server.port=0", server, "--shop.kafka.wait-at-most=1s"))
			.withMessageContaining("after 1 s: start one with --shop.service=broker");
	}

	private ShopProcess start(String service, List<String> args) throws IOException {
		List<String> all = new ArrayList<>(args);
		all.add("--shop.service=" + service);
		ShopProcess process = ShopProcess.start(all.toArray(String[]::new));
		this.processes.add(process);
		return process;
	}

	// Below those that the system gives to whoever asks for any, as Linux is set up, and
	// no port twice.
	private int freePort() throws IOException {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
			try (ServerSocket socket = new ServerSocket(port)) {
				if (this.ports.add(port)) {
					return socket.getLocalPort();
				}
			}
			catch (BindException ex) {
				// Somebody has it.
				continue;
			}
		}
	}

}
