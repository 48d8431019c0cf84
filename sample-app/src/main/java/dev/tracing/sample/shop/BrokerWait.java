/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

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

	private static final Duration PAUSE = Duration.ofMillis(200);

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Environment environment = context.getEnvironment();
		String[] servers = environment.getRequiredProperty("shop.kafka.bootstrap-servers", String[].class);
		Duration patience = environment.getRequiredProperty("shop.kafka.wait-at-most", Duration.class);
		if (listens(servers)) {
			return;
		}
		logger.info("Waiting for the broker at {} (shop.kafka.bootstrap-servers)", String.join(",", servers));
		long end = System.nanoTime() + patience.toNanos();
		while (!listens(servers)) {
			if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
				throw new IllegalStateException(
						"No broker at %s after %s s: start one with --shop.service=broker, or name another in shop.kafka.bootstrap-servers"
							.formatted(String.join(",", servers), patience.toSeconds()));
			}
			Work.take(PAUSE);
		}
	}

	private static boolean listens(String[] servers) {
		for (String server : servers) {
			int colon = server.lastIndexOf(':');
			try (Socket socket = new Socket()) {
				socket.connect(new InetSocketAddress(server.substring(0, colon),
						Integer.parseInt(server.substring(colon + 1).trim())), (int) PAUSE.toMillis());
				return true;
			}
			catch (IOException ex) {
				// Not this one, or not yet.
			}
		}
		return false;
	}

}
