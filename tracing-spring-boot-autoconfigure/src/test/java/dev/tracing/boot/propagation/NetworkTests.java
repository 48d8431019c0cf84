/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NetworkTests {

	@ParameterizedTest
	@CsvSource({ "10.0.0.0/8, 10.255.0.1, true", "10.0.0.0/8, 11.0.0.1, false", "172.16.0.0/12, 172.31.255.255, true",
			"172.16.0.0/12, 172.32.0.0, false", "192.168.1.7, 192.168.1.7, true", "192.168.1.7, 192.168.1.8, false",
			"0.0.0.0/0, 203.0.113.7, true", "0.0.0.0/0, ::1, false", "::1/128, 0:0:0:0:0:0:0:1, true",
			"fc00::/7, fd12:3456::1, true", "fc00::/7, fe80::1, false", "fe80::/10, fe80::1%eth0, true",
			"10.0.0.0/8, ::ffff:10.1.2.3, true" })
	void addressesWithTheSameFirstBitsAreInside(String network, String address, boolean inside) {
		assertThat(Network.parse(network).contains(InternetAddress.parse(address))).isEqualTo(inside);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "10.0.0/8",
			"10.0.0.0.0/8", "::1/129", "localhost", "example.com/8", "10.0.0.256" })
	void anythingElseIsNoNetwork(String text) {
		assertThat(Network.parse(text)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "localhost", "_hidden", "1.2.3", "1.2.3.4.5", "1.2.3.x", "1.2.3.1000", ":",
			"::x", "1:2:3", "1.2.3.4, 5.6.7.8", "face" })
	void textThatIsNoAddressIsNotLookedUp(String text) {
		assertThat(InternetAddress.parse(text)).isNull();
	}

	@Test
	void longTextIsNotReadAtAll() {
		assertThat(InternetAddress.parse(":".repeat(65))).isNull();
	}

}
