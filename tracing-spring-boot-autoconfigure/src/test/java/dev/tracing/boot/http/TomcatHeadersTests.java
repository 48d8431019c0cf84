/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.nio.charset.StandardCharsets;

import dev.tracing.boot.operation.PeekingGetter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.http.MimeHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TomcatHeadersTests {

	private final org.apache.coyote.Request received = new org.apache.coyote.Request();

	private final MimeHeaders headers = this.received.getMimeHeaders();

	private final HttpServletRequest request = new Request(new Connector(), this.received).getRequest();

	private final TomcatHeaders reader = new TomcatHeaders();

	@Test
	void aHeaderIsLookedAtWhereItLies() {
		receive("accept", "text/plain");
		receive("TraceParent", "00-1");
		assertThat(this.reader.peek(received(), "traceparent")).isInstanceOf(HeaderBytes.class).hasToString("00-1");
		assertThat(this.reader.get(received(), "traceparent")).isEqualTo("00-1");
		assertThat(this.reader.peek(received(), "tracestate")).isNull();
		assertThat(this.reader.get(received(), "tracestate")).isNull();
	}

	@Test
	void bytesAreReadAsTomcatReadsThem() {
		receive("baggage", "k=\u00e9\u00ff\u0080");
		CharSequence value = this.reader.peek(received(), "baggage");
		assertThat(value).hasToString("k=\u00e9\u00ff\u0080").hasSize(5);
		assertThat(value.charAt(3)).isEqualTo('\u00ff');
		assertThat(value.subSequence(2, 4)).hasToString("\u00e9\u00ff");
		assertThat(this.request.getHeader("baggage")).isEqualTo(value.toString());
	}

	@Test
	void nobodyReadsBeyondAHeader() {
		receive("b3", "0");
		CharSequence value = this.reader.peek(received(), "b3");
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> value.charAt(1));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> value.charAt(-1));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> value.subSequence(0, 2));
	}

	@Test
	void whatIsAStringAlreadyIsReadAsOne() {
		receive("b3", "0");
		assertThat(this.request.getHeader("b3")).isEqualTo("0");
		this.headers.addValue("tracestate").setString("a=1");
		assertThat(this.reader.peek(received(), "b3")).isEqualTo("0");
		assertThat(this.reader.peek(received(), "tracestate")).isEqualTo("a=1");
	}

	@Test
	void whatWasSentSeveralTimesIsOneList() {
		receive("baggage", "a=1");
		receive("b3", "0");
		receive("Baggage", "");
		receive("baggage", "b=2");
		String list = "a=1,,b=2";
		CharSequence value = this.reader.peek(received(), "baggage");
		assertThat(value).hasToString(list).hasSize(list.length());
		for (int i = list.length() - 1; i >= 0; i--) {
			assertThat(value.charAt(i)).as("backwards, %d", i).isEqualTo(list.charAt(i));
		}
		assertThat(value.chars().toArray()).isEqualTo(list.chars().toArray());
		assertThat(value.subSequence(2, 6)).hasToString("1,,b");
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> value.charAt(list.length()));
		assertThat(this.reader.get(received(), "baggage")).isEqualTo(list);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 13, 14, 15, 16, 40 })
	void aHeaderIsFoundBehindAsManyOthersAsThereAre(int others) {
		for (int i = 0; i < others; i++) {
			receive((i % 2 == 0) ? "x-b3-spanid" : "x-forwarded-proto-of-us".substring(0, 2 + i % 20), "no");
		}
		receive("traceparent", "00-1");
		receive("b3", "1");
		assertThat(this.reader.get(received(), "traceparent")).isEqualTo("00-1");
		assertThat(this.reader.get(received(), "b3")).isEqualTo("1");
		assertThat(this.reader.get(received(), "baggage")).isNull();
		receive("B3", "2");
		assertThat(this.reader.get(received(), "b3")).isEqualTo("1,2");
	}

	@Test
	void namesOfAnyLengthAreToldApart() {
		String name = "x-a-header-of-our-own-that-has-64-characters-and-some-more-of-it";
		for (int length = 1; length <= name.length(); length++) {
			receive(name.substring(0, length), Integer.toString(length));
		}
		for (int length = 1; length <= name.length(); length++) {
			assertThat(this.reader.get(received(), name.substring(0, length))).isEqualTo(Integer.toString(length));
		}
		assertThat(this.reader.get(received(), name + "!")).isNull();
		assertThat(this.reader.get(received(), "y")).isNull();
	}

	@Test
	void linesBehindTheMostAreNotRead() {
		for (int i = 0; i < 101; i++) {
			receive("tracestate", "k" + i + "=v");
		}
		assertThat(this.reader.get(received(), "tracestate")).endsWith(",k99=v");
	}

	@Test
	void whatWasNotNotedIsFoundAsWell() {
		receive("accept", "text/plain");
		receive("traceparent", "00-1");
		ServletRequestView stranger = ServletRequestView.of(this.request, false, false);
		assertThat(stranger.places()).isEqualTo(HeaderPlaces.UNKNOWN);
		assertThat(ServletRequestView.ofHeaders(this.request, false).places()).isEqualTo(HeaderPlaces.UNKNOWN);
		assertThat(this.reader.get(stranger, "traceparent")).isEqualTo("00-1");
		assertThat(this.reader.get(stranger, "b3")).isNull();
	}

	@Test
	void whoWrapsARequestIsAskedHimself() {
		receive("b3", "0");
		HttpServletRequest wrapped = new HttpServletRequestWrapper(this.request) {

			@Override
			public String getHeader(String name) {
				return name.equals("b3") ? "1" : null;
			}

		};
		assertThat(PeekingGetter.peek(this.reader, ServletRequestView.ofHeaders(wrapped, true), "b3")).isEqualTo("1");
		assertThat(this.reader.peek(null, "b3")).isNull();
	}

	private ServletRequestView received() {
		return ServletRequestView.ofHeaders(this.request, true);
	}

	private void receive(String name, String value) {
		byte[] line = (": " + name + value + "x").getBytes(StandardCharsets.ISO_8859_1);
		this.headers.addValue(line, 2, name.length()).setBytes(line, 2 + name.length(), value.length());
	}

}
