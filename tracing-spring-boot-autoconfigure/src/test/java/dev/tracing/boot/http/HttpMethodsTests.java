/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HttpMethodsTests {

	private final HttpMethods methods = new HttpMethods(List.of("GET", "POST"));

	@Test
	void knownMethodsKeepTheirName() {
		assertThat(this.methods.attribute("GET")).isEqualTo("GET");
		assertThat(this.methods.spanName("POST")).isEqualTo("POST");
		assertThat(this.methods.spanName("GET", "/orders/{id}")).isEqualTo("GET /orders/{id}");
	}

	@Test
	void unknownMethodsAreOther() {
		assertThat(this.methods.attribute("BREW")).isEqualTo("_OTHER");
		assertThat(this.methods.attribute("get")).isEqualTo("_OTHER");
		assertThat(this.methods.spanName("BREW")).isEqualTo("HTTP");
		assertThat(this.methods.spanName("BREW", "/pot")).isEqualTo("HTTP /pot");
	}

	@Test
	void namesAreMadeOnceButNotForEver() {
		String name = this.methods.spanName("GET", "/orders/{id}");
		assertThat(this.methods.spanName("GET", "/orders/{id}")).isSameAs(name);
		for (int i = 1; i < 1000; i++) {
			this.methods.spanName("GET", "/" + i);
		}
		assertThat(this.methods.spanName("GET", "/1001")).isEqualTo("GET /1001")
			.isNotSameAs(this.methods.spanName("GET", "/1001"));
		assertThat(this.methods.spanName("GET", "/orders/{id}")).isSameAs(name);
	}

	@Test
	void theOriginalIsBounded() {
		assertThat(this.methods.original("BREW")).isEqualTo("BREW");
		assertThat(this.methods.original("B".repeat(10_000))).hasSize(128);
	}

}
