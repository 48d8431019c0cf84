/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The header {@code tracestate} of W3C Trace Context, level 2, over the wire: what a
 * service passes on of what it was sent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TraceStateContract {

	private Relay relay;

	abstract Relay start();

	@BeforeAll
	void startRelay() {
		this.relay = start();
	}

	@AfterAll
	void closeRelay() {
		this.relay.close();
	}

	@Test
	void stateWithoutParentIsDropped() {
		assertThat(SentContext.state(this.relay.send("tracestate: foo=1"))).isEmpty();
		assertThat(SentContext.state(this.relay.send("tracestate: foo=1,bar=2"))).isEmpty();
	}

	@Test
	void stateIsPassedOn() {
		Headers sent = this.relay.send(SentContext.PARENT, "tracestate: foo=1,bar=2");
		assertThat(SentContext.parent(sent).traceId()).isEqualTo(SentContext.TRACE_ID);
		assertThat(sent.get("tracestate")).containsExactly("foo=1,bar=2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "trace-state", "trace.state" })
	void stateHasOneName(String name) {
		assertThat(SentContext.state(this.relay.send(SentContext.PARENT, name + ": foo=1"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TraceState", "TrAcEsTaTe", "TRACESTATE" })
	void nameOfTheStateMayHaveAnyCase(String name) {
		assertThat(SentContext.state(this.relay.send(SentContext.PARENT, name + ": foo=1"))).containsEntry("foo", "1");
	}

	@Test
	void emptyStateIsAllowedAndNotSent() {
		Headers sent = this.relay.send(SentContext.PARENT, "tracestate: ");
		assertThat(SentContext.parent(sent).traceId()).isEqualTo(SentContext.TRACE_ID);
		assertThat(sent).doesNotContainKey("Tracestate");
		assertThat(SentContext.state(this.relay.send(SentContext.PARENT, "tracestate: foo=1", "tracestate: ")))
			.containsOnlyKeys("foo");
		assertThat(SentContext.state(this.relay.send(SentContext.PARENT, "tracestate: ", "tracestate: foo=1")))
			.containsOnlyKeys("foo");
	}

	@Test
	void severalHeadersAreOneList() {
		Headers sent = this.relay.send(SentContext.PARENT, "tracestate: foo=1,bar=2", "tracestate: rojo=1,congo=2",
				"tracestate: baz=3");
		assertThat(sent.get("tracestate")).containsExactly("foo=1,bar=2,rojo=1,congo=2,baz=3");
	}

	@Test
	void ofTwoMembersWithOneKeyTheFirstStays() {
		for (String second : List.of("1", "2")) {
			assertThat(SentContext.state(this.relay.send(SentContext.PARENT, "tracestate: foo=1,foo=" + second)))
				.containsOnly(Map.entry("foo", "1"));
			assertThat(SentContext
				.state(this.relay.send(SentContext.PARENT, "tracestate: foo=1", "tracestate: foo=" + second)))
				.containsOnly(Map.entry("foo", "1"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "@a-z0-9_-*/" })
	void everyAllowedCharacterIsPassedOn(String more) {
		String key = "abcdefghijklmnopqrstuvwxyz0123456789_-*/" + more;
		StringBuilder value = new StringBuilder();
		for (char character = ' '; character <= '~'; character++) {
			value.append((character != ',' && character != '=') ? character : "");
		}
		assertThat(SentContext.state(this.relay.send(SentContext.PARENT, "tracestate: " + key + "=" + value)))
			.containsEntry(key, value.toString());
	}

	@Test
	void whiteSpaceAroundMembersIsIgnored() {
		for (String list : List.of("foo=1 \t , \t bar=2, \t baz=3", "foo=1\t \t,\t \tbar=2,\t \tbaz=3")) {
			assertThat(SentContext.state(this.relay.send(SentContext.PARENT, "tracestate: " + list)))
				.containsExactly(Map.entry("foo", "1"), Map.entry("bar", "2"), Map.entry("baz", "3"));
		}
		for (String list : List.of(" foo=1", "\tfoo=1", "foo=1 ", "foo=1\t", "\t foo=1 \t")) {
			Headers sent = this.relay.send(SentContext.PARENT, "tracestate:" + list);
			assertThat(SentContext.parent(sent).traceId()).isEqualTo(SentContext.TRACE_ID);
			assertThat(SentContext.state(sent)).containsOnly(Map.entry("foo", "1"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo =1", "FOO=1", "foo.bar=1" })
	void keyOfOtherCharactersDropsTheState(String list) {
		assertThat(this.relay.send(SentContext.PARENT, "tracestate: " + list)).doesNotContainKey("Tracestate");
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo@", "foo@@bar", "foo@bar@baz", "1foo" })
	void keyMayContainAtSignsAndBeginWithADigit(String key) {
		assertThat(SentContext.state(this.relay.send(SentContext.PARENT, "tracestate: " + key + "=1,bar=2")))
			.containsExactly(Map.entry(key, "1"), Map.entry("bar", "2"));
		assertThat(SentContext.state(this.relay.send(SentContext.PARENT, "tracestate: @foo=1,bar=2"))).isEmpty();
	}

	@Test
	void thereMayBeThirtyTwoMembers() {
		String[] lines = { SentContext.PARENT, members(1, 10), members(11, 20), members(21, 30), members(31, 32) };
		assertThat(SentContext.state(this.relay.send(lines))).hasSize(32)
			.containsEntry("bar1", "1")
			.containsEntry("bar32", "32");
		lines[4] = members(31, 33);
		assertThat(SentContext.state(this.relay.send(lines))).isEmpty();
	}

	@Test
	void keyMayHave256Characters() {
		for (String key : List.of("z".repeat(256), "t".repeat(241) + "@" + "v".repeat(14), "t".repeat(242) + "@v",
				"t@" + "v".repeat(15))) {
			assertThat(SentContext
				.state(this.relay.send(SentContext.PARENT, "tracestate: foo=1", "tracestate: " + key + "=1")))
				.containsExactly(Map.entry("foo", "1"), Map.entry(key, "1"));
		}
		assertThat(SentContext
			.state(this.relay.send(SentContext.PARENT, "tracestate: foo=1", "tracestate: " + "z".repeat(257) + "=1")))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo=bar=baz", "foo=,bar=3" })
	void valueOfOtherCharactersDropsTheState(String list) {
		assertThat(SentContext.state(this.relay.send(SentContext.PARENT, "tracestate: " + list))).isEmpty();
	}

	private static String members(int first, int last) {
		StringBuilder line = new StringBuilder("tracestate: ");
		for (int i = first; i <= last; i++) {
			line.append((i > first) ? "," : "").append("bar").append(i).append('=').append(i);
		}
		return line.toString();
	}

}
