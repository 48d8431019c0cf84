/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BrokerWaitTests {

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:", ":9092", "localhost:http", "localhost:0", "localhost:65536",
			"localhost:99999999999", "localhost:9092,other", "," })
	void addressWithoutHostOrPortIsRefusedWithTheNameOfTheProperty(String servers) {
		assertThatIllegalArgumentException().isThrownBy(() -> await(servers))
			.withMessageStartingWith("'shop.kafka.bootstrap-servers' must list addresses such as localhost:9092 but")
			.withMessageEndingWith("'" + servers.substring(servers.lastIndexOf(',') + 1) + "'");
	}

	@Test
	void oneBrokerOfSeveralIsEnough() throws IOException {
		int nobody = unusedPort();
		try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				LogLines lines = LogLines.of(BrokerWait.class.getName())) {
			await("localhost:%d, localhost:%d".formatted(nobody, broker.getLocalPort()));
			assertThat(lines.messages()).isEmpty();
		}
	}

	@Test
	void patienceEndsWithWhatToDo() throws IOException {
		String nobody = "localhost:" + unusedPort();
		try (LogLines lines = LogLines.of(BrokerWait.class.getName())) {
			assertThatIllegalStateException().isThrownBy(() -> await(nobody))
				.withMessageContaining(nobody)
				.withMessageContaining("--shop.service=broker")
				.withMessageEndingWith("shop.kafka.bootstrap-servers");
			assertThat(lines.messages())
				.containsExactly("Waiting for the broker at %s (shop.kafka.bootstrap-servers)".formatted(nobody));
		}
	}

	private static void await(String servers) {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.getEnvironment().setConversionService(new ApplicationConversionService());
			TestPropertyValues.of("shop.kafka.bootstrap-servers=" + servers, "shop.kafka.wait-at-most=1ms")
				.applyTo(context);
			new BrokerWait().initialize(context);
		}
	}

	private static int unusedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
