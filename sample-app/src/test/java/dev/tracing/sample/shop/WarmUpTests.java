/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WarmUpTests {

	@ParameterizedTest
	@CsvSource({ "201, 0", "404, 1", "500, 1" })
	void statusOfAFailureIsLogged(int status, int expectedLines) throws IOException {
		HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		gateway.createContext("/orders", (exchange) -> {
			exchange.sendResponseHeaders(status, -1);
			exchange.close();
		});
		gateway.start();
		try (LogLines lines = LogLines.of(WarmUp.class.getName())) {
			WarmUp.order(orders(gateway.getAddress().getPort()), Duration.ofSeconds(30));
			assertThat(lines.messages()).hasSize(expectedLines)
				.allMatch((line) -> line.endsWith("answered with status " + status));
		}
		finally {
			gateway.stop(0);
		}
	}

	@Test
	void serviceThatNeverAnswersDoesNotKeepTheShopClosed() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				LogLines lines = LogLines.of(WarmUp.class.getName())) {
			WarmUp.order(orders(silent.getLocalPort()), Duration.ofMillis(50));
			assertThat(lines.messages()).containsExactly("The first order did not succeed");
		}
	}

	private static URI orders(int port) {
		return URI.create("http://localhost:%d/orders".formatted(port));
	}

}
