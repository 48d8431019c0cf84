/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tracing.sample.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Lets a service start only when its broker is there: in whatever order they are started,
 * nobody fills the log with failed connections.
 */
final class BrokerWait implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final Logger logger = LoggerFactory.getLogger(BrokerWait.class);

	private static final String SERVERS = "shop.kafka.bootstrap-servers";

	private static final Duration PAUSE = Duration.ofMillis(200);

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Environment environment = context.getEnvironment();
		String[] addresses = environment.getRequiredProperty(SERVERS, String[].class);
		List<Server> servers = servers(addresses);
		Duration patience = environment.getRequiredProperty("shop.kafka.wait-at-most", Duration.class);
		if (anyListens(servers)) {
			return;
		}
		logger.info("Waiting for the broker at {} ({})", String.join(",", addresses), SERVERS);
		long end = System.nanoTime() + patience.toNanos();
		while (!anyListens(servers)) {
			if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
				throw new IllegalStateException(
						"No broker at %s after %s s: start one with --shop.service=broker, or name another in %s"
							.formatted(String.join(",", addresses), patience.toSeconds(), SERVERS));
			}
			Work.take(PAUSE);
		}
	}

	private static List<Server> servers(String[] addresses) {
		if (addresses.length == 0) {
			throw invalid("");
		}
		return Arrays.stream(addresses).map(String::trim).map(Server::parse).toList();
	}

	private static boolean anyListens(List<Server> servers) {
		return servers.stream().anyMatch(Server::listens);
	}

	private static IllegalArgumentException invalid(String address) {
		return new IllegalArgumentException(
				"'%s' must list addresses such as localhost:9092 but has '%s'".formatted(SERVERS, address));
	}

	/**
	 * The address of a broker. Its name is looked up for each attempt.
	 *
	 * @param host name of the host
	 * @param port number of the port
	 */
	private record Server(String host, int port) {

		private static final Pattern ADDRESS = Pattern.compile("(.+):([0-9]{1,5})");

		private static final int MAX_PORT = 65535;

		static Server parse(String address) {
			Matcher matcher = ADDRESS.matcher(address);
			int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
			if (port == 0 || port > MAX_PORT) {
				throw invalid(address);
			}
			return new Server(matcher.group(1), port);
		}

		boolean listens() {
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(this.host, this.port), (int) PAUSE.toMillis());
				return true;
			}
			catch (IOException ex) {
				// Not this one, or not yet.
				return false;
			}
		}

	}

}
