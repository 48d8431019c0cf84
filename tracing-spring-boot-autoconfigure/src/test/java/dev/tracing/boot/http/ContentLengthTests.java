/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

class ContentLengthTests {

	@Test
	void lengthIsThatOfTheHeader() {
		assertThat(ContentLength.of("7")).isEqualTo(7);
		assertThat(ContentLength.of(null)).isNegative();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "unknown", "7, 7", "99999999999999999999" })
	void whatIsNoNumberIsNoLength(String header) {
		assertThat(ContentLength.of(header)).isNegative();
		// Netty never sends such a response, but its span is completed before that.
		MockServerHttpResponse response = new MockServerHttpResponse();
		response.getHeaders().set(HttpHeaders.CONTENT_LENGTH, header);
		assertThat(new ReactiveServerResponse(response).contentLength()).isNegative();
	}

}
