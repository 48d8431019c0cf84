/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a newcomer sees.
 */
class ShopStartTests {

	@Test
	void startSaysWhatToTryAndTheTreeFollows() throws IOException {
		try (ShopProcess shop = ShopProcess.start("--server.port=0")) {
			String curl = shop.awaitLine("curl -X POST");
			shop.awaitLine("More to try");
			assertThat(shop.lines()).as("lines at start").hasSizeLessThan(60);
			String url = curl.substring(curl.indexOf("http"));
			Customer.post(url, "", null);
			shop.awaitLine("5 services");
			shop.awaitLine("notification.send");
			List<String> lines = shop.lines();
			assertThat(lines).anyMatch((line) -> line.contains("[parallel]"));
			for (ShopService service : ShopService.values()) {
				// On a slow machine an order takes more than a second.
				assertThat(lines).anyMatch((line) -> line.matches(".* m?s +\\d+ % .* " + service.id() + "\\b.*"));
			}
			// On a busy machine the first tree may be about class loading.
			Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
				Customer.post(url, "", null);
				assertThat(lines).anyMatch((line) -> line.contains("bottleneck") && line.contains("payment.process"));
			});
		}
	}

}
