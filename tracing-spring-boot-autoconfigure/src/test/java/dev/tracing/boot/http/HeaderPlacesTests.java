/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.apache.tomcat.util.http.MimeHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderPlacesTests {

	private final MimeHeaders headers = new MimeHeaders();

	private int before = 16;

	private int behind = 16;

	@ParameterizedTest
	@ValueSource(strings = { "traceparent", "tracestate", "baggage", "b3", "X-B3-TraceId", "uber-trace-id" })
	void whatEveryRequestIsAskedForIsNoted(String name) {
		receive("accept");
		receive(name.toLowerCase(Locale.ROOT));
		assertThat(indexOf(name)).isEqualTo(1);
		this.headers.recycle();
		receive(name.toUpperCase(Locale.ROOT));
		assertThat(indexOf(name)).isZero();
		this.headers.recycle();
		this.headers.addValue("accept");
		this.headers.addValue(name.toUpperCase(Locale.ROOT));
		assertThat(indexOf(name)).as("a name that is a string").isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "traceparent", "tracestate", "baggage", "b3", "X-B3-TraceId", "uber-trace-id" })
	void aNameThatDiffersInOneCharacterIsAnother(String name) {
		for (int i = 0; i < name.length(); i++) {
			receive(name.substring(0, i) + "_" + name.substring(i + 1));
		}
		receive(name + "s");
		receive("x" + name);
		assertThat(indexOf(name)).isEqualTo(HeaderPlaces.NONE);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "0, 16", "16, 0", "1, 1", "7, 7", "8, 8" })
	void namesAtTheEdgesOfABufferAreRead(int before, int behind) {
		this.before = before;
		this.behind = behind;
		receive("b3");
		receive("baggage");
		receive("tracestate");
		receive("c3");
		assertThat(indexOf("b3")).isZero();
		assertThat(indexOf("baggage")).isOne();
		assertThat(indexOf("tracestate")).isEqualTo(2);
		assertThat(indexOf("traceparent")).isEqualTo(HeaderPlaces.NONE);
	}

	@Test
	void whatWasReceivedTwiceIsToBeLookedFor() {
		receive("b3");
		receive("baggage");
		receive("B3");
		assertThat(indexOf("b3")).isEqualTo(HeaderPlaces.UNNOTED);
		receive("b3");
		assertThat(indexOf("b3")).isEqualTo(HeaderPlaces.UNNOTED);
		assertThat(indexOf("baggage")).isOne();
	}

	@Test
	void whatLiesFarBehindIsToBeLookedFor() {
		for (int i = 0; i < 29; i++) {
			receive("accept");
		}
		receive("b3");
		receive("baggage");
		receive("tracestate");
		assertThat(indexOf("b3")).isEqualTo(29);
		assertThat(indexOf("baggage")).isEqualTo(HeaderPlaces.UNNOTED);
		assertThat(indexOf("tracestate")).isEqualTo(HeaderPlaces.UNNOTED);
		assertThat(indexOf("traceparent")).isEqualTo(HeaderPlaces.NONE);
	}

	@Test
	void otherNamesAreToBeLookedFor() {
		receive("x-b3-spanid");
		for (String name : new String[] { "X-B3-SpanId", "x-b3-sampled", "", "x-request-id",
				"a-name-that-is-longer-than-any" }) {
			assertThat(indexOf(name)).as(name).isEqualTo(HeaderPlaces.UNNOTED);
		}
		assertThat(HeaderPlaces.indexOf(HeaderPlaces.UNKNOWN, "b3")).isEqualTo(HeaderPlaces.UNNOTED);
	}

	private int indexOf(String name) {
		return HeaderPlaces.indexOf(HeaderPlaces.of(this.headers), name);
	}

	private void receive(String name) {
		byte[] line = (":".repeat(this.before) + name + ":".repeat(this.behind)).getBytes(StandardCharsets.ISO_8859_1);
		this.headers.addValue(line, this.before, name.length());
	}

}
