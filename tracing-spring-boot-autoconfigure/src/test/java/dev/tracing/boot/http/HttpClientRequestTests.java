/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class HttpClientRequestTests {

	@ParameterizedTest
	@CsvSource({ "http://localhost:8080/, localhost, 8080", "http://localhost/, localhost, 80",
			"https://shop.example, shop.example, 443", "http://my_service:81/x, my_service, 81",
			"http://my_service/x, my_service, 80", "http://me:secret@my_service:81/x, my_service, 81",
			"http://[::1]:8080/, ::1, 8080", "http://my_service:99999999/, my_service, 80",
			"http://my_service:x/, my_service, 80", "other://shop, shop, -1", "/path, , -1", "http:///path, , 80" })
	void serverIsReadFromTheUri(URI uri, String address, int port) {
		HttpClientRequest request = request("GET", uri);
		assertThat(request.serverAddress()).isEqualTo(address);
		assertThat(request.serverPort()).isEqualTo(port);
	}

	@Test
	void answerToHeadHasNoBody() {
		assertThat(request("HEAD", URI.create("/")).hasResponseBody(200)).isFalse();
		assertThat(request("GET", URI.create("/")).hasResponseBody(304)).isFalse();
		assertThat(request("GET", URI.create("/")).hasResponseBody(200)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			/orders/{id}, /orders/{id}
			http://localhost:8080/orders/{id}, /orders/{id}
			http://me:secret@localhost/orders/{id}, /orders/{id}
			/orders/{id}?token=secret#top, /orders/{id}
			orders/{id}, /orders/{id}
			{server}/orders/{id}, /{server}/orders/{id}
			/search?q={q}, /search
			/orders/{id:a?b#c}/items, /orders/{id:a?b#c}/items
			/orders/42,
			http://localhost:8080?q={q},
			?q={q},
			""")
	void templateIsThePathOfWhatHasVariables(String template, String path) {
		assertThat(UrlTemplate.path(template)).isEqualTo(path);
	}

	@Test
	void templateIsBounded() {
		assertThat(UrlTemplate.path("/{a}/" + "x".repeat(250))).hasSize(255);
		assertThat(UrlTemplate.path("/{a}/" + "x".repeat(251))).isNull();
	}

	private static HttpClientRequest request(String method, URI uri) {
		return new HttpClientRequest(method, uri, new HttpHeaders(), null, 0);
	}

}
