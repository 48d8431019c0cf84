/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders something before anybody else does. The first order of a JVM takes seconds, most
 * of them for loading classes and opening connections, and its trace would be about that.
 */
final class WarmUp {

	private static final Logger logger = LoggerFactory.getLogger(WarmUp.class);

	// The last two digits tell all services that this trace is not to be recorded.
	private static final String NOT_SAMPLED = "00-0000000000000000000000000000cafe-000000000000cafe-00";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private WarmUp() {
	}

	static void run(Shop shop) {
		logger.info("Warming up with an order that leaves no trace");
		order(URI.create(shop.url(ShopService.GATEWAY) + "/orders"), PATIENCE);
	}

	// The shop is open even if this fails, and says where to look.
	static void order(URI address, Duration patience) {
		HttpRequest order = HttpRequest.newBuilder(address)
			.header("traceparent", NOT_SAMPLED)
			.timeout(patience)
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		try {
			int status = HttpClient.newHttpClient().send(order, HttpResponse.BodyHandlers.discarding()).statusCode();
			if (status / 100 != 2) {
				logger.warn("The first order did not succeed: {} answered with status {}", address, status);
			}
		}
		catch (IOException ex) {
			logger.warn("The first order did not succeed", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
