/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * W3C Trace Context, level 2, over the wire: what a service sends after what it was sent.
 * One test for each case of the working group's validation suite.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TraceContextContract {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String PARENT_ID = "b7ad6b7169203331";

	private static final String PARENT = "traceparent: 00-" + TRACE_ID + "-" + PARENT_ID + "-01";

	private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

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
	void withoutHeadersATraceBegins() {
		assertThat(parent(this.relay.send()).traceId()).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
	}

	@Test
	void traceOfTheCallerGoesOn() {
		Parent sent = parent(this.relay.send(PARENT));
		assertThat(sent.traceId()).isEqualTo(TRACE_ID);
		assertThat(sent.parentId()).isNotEqualTo(PARENT_ID);
	}

	@Test
	void twoParentsAreNone() {
		assertThat(parent(this.relay.send(PARENT, PARENT.replace("0af7", "1af7"))).traceId()).isNotEqualTo(TRACE_ID)
			.isNotEqualTo(TRACE_ID.replace("0af7", "1af7"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "trace-parent", "trace.parent" })
	void parentHasOneName(String name) {
		assertBeginsAnew(name + PARENT.substring(11));
	}

	@ParameterizedTest
	@ValueSource(strings = { "TraceParent", "TrAcEpArEnT", "TRACEPARENT" })
	void nameOfTheParentMayHaveAnyCase(String name) {
		assertGoesOn(name + PARENT.substring(11));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", "-what-the-future-will-be-like" })
	void versionOfTodayEndsWithTheFlags(String more) {
		assertBeginsAnew(PARENT + more);
	}

	@Test
	void versionOfTomorrowMayGoOnAfterADash() {
		assertGoesOn(PARENT.replace(" 00-", " cc-"));
		assertGoesOn(PARENT.replace(" 00-", " cc-") + "-what-the-future-will-be-like");
		assertBeginsAnew(PARENT.replace(" 00-", " cc-") + ".what-the-future-will-be-like");
	}

	@Test
	void thereIsNoLastVersion() {
		assertBeginsAnew(PARENT.replace(" 00-", " ff-"));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".0", "0.", "0A" })
	void versionConsistsOfLowerCaseDigits(String version) {
		assertBeginsAnew(PARENT.replace(" 00-", " " + version + "-"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "000", "0000" })
	void versionIsNotLonger(String version) {
		assertBeginsAnew(PARENT.replace(" 00-", " " + version + "-"));
	}

	@Test
	void versionIsNotShorter() {
		assertBeginsAnew(PARENT.replace(" 00-", " 0-"));
	}

	@Test
	void traceIdIsNotZero() {
		String zeros = "0".repeat(32);
		assertThat(parent(this.relay.send(PARENT.replace(TRACE_ID, zeros))).traceId()).isNotEqualTo(zeros);
	}

	@ParameterizedTest
	@ValueSource(strings = { ".af7651916cd43dd8448eb211c80319c", "0af7651916cd43dd8448eb211c80319.",
			"0AF7651916cd43dd8448eb211c80319c" })
	void traceIdConsistsOfLowerCaseDigits(String traceId) {
		assertThat(parent(this.relay.send(PARENT.replace(TRACE_ID, traceId))).traceId())
			.isNotEqualToIgnoringCase(traceId);
	}

	@Test
	void traceIdIsNotLonger() {
		assertThat(parent(this.relay.send(PARENT.replace(TRACE_ID, TRACE_ID + "3"))).traceId()).isNotEqualTo(TRACE_ID)
			.isNotEqualTo(TRACE_ID.substring(1) + "3");
	}

	@Test
	void traceIdIsNotShorter() {
		assertThat(parent(this.relay.send(PARENT.replace(TRACE_ID, TRACE_ID.substring(1)))).traceId())
			.doesNotContain(TRACE_ID.substring(1));
	}

	@Test
	void parentIdIsNotZero() {
		assertBeginsAnew(PARENT.replace(PARENT_ID, "0".repeat(16)));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".7ad6b7169203331", "b7ad6b716920333.", "B7AD6b7169203331" })
	void parentIdConsistsOfLowerCaseDigits(String parentId) {
		assertBeginsAnew(PARENT.replace(PARENT_ID, parentId));
	}

	@Test
	void parentIdIsNotLonger() {
		assertBeginsAnew(PARENT.replace(PARENT_ID, PARENT_ID + "3"));
	}

	@Test
	void parentIdIsNotShorter() {
		assertBeginsAnew(PARENT.replace(PARENT_ID, PARENT_ID.substring(1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".0", "0.", "0A" })
	void flagsConsistOfLowerCaseDigits(String flags) {
		assertBeginsAnew(PARENT.replaceAll("-01$", "-" + flags));
	}

	@Test
	void flagsAreNotLonger() {
		assertBeginsAnew(PARENT.replaceAll("-01$", "-001"));
	}

	@Test
	void flagsAreNotShorter() {
		assertBeginsAnew(PARENT.replaceAll("-01$", "-1"));
	}

	@Test
	void whiteSpaceAroundTheParentIsIgnored() {
		String value = PARENT.substring(13);
		for (String sent : List.of(" " + value, "\t" + value, value + " ", value + "\t", "\t " + value + " \t")) {
			assertGoesOn("traceparent:" + sent);
		}
	}

	@Test
	void stateWithoutParentIsDropped() {
		assertThat(state(this.relay.send("tracestate: foo=1"))).isEmpty();
		assertThat(state(this.relay.send("tracestate: foo=1,bar=2"))).isEmpty();
	}

	@Test
	void stateIsPassedOn() {
		Headers sent = this.relay.send(PARENT, "tracestate: foo=1,bar=2");
		assertThat(parent(sent).traceId()).isEqualTo(TRACE_ID);
		assertThat(sent.get("tracestate")).containsExactly("foo=1,bar=2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "trace-state", "trace.state" })
	void stateHasOneName(String name) {
		assertThat(state(this.relay.send(PARENT, name + ": foo=1"))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TraceState", "TrAcEsTaTe", "TRACESTATE" })
	void nameOfTheStateMayHaveAnyCase(String name) {
		assertThat(state(this.relay.send(PARENT, name + ": foo=1"))).containsEntry("foo", "1");
	}

	@Test
	void emptyStateIsAllowedAndNotSent() {
		Headers sent = this.relay.send(PARENT, "tracestate: ");
		assertThat(parent(sent).traceId()).isEqualTo(TRACE_ID);
		assertThat(sent).doesNotContainKey("Tracestate");
		assertThat(state(this.relay.send(PARENT, "tracestate: foo=1", "tracestate: "))).containsOnlyKeys("foo");
		assertThat(state(this.relay.send(PARENT, "tracestate: ", "tracestate: foo=1"))).containsOnlyKeys("foo");
	}

	@Test
	void severalHeadersAreOneList() {
		Headers sent = this.relay.send(PARENT, "tracestate: foo=1,bar=2", "tracestate: rojo=1,congo=2",
				"tracestate: baz=3");
		assertThat(sent.get("tracestate")).containsExactly("foo=1,bar=2,rojo=1,congo=2,baz=3");
	}

	@Test
	void ofTwoMembersWithOneKeyTheFirstStays() {
		for (String second : List.of("1", "2")) {
			assertThat(state(this.relay.send(PARENT, "tracestate: foo=1,foo=" + second)))
				.containsOnly(Map.entry("foo", "1"));
			assertThat(state(this.relay.send(PARENT, "tracestate: foo=1", "tracestate: foo=" + second)))
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
		assertThat(state(this.relay.send(PARENT, "tracestate: " + key + "=" + value))).containsEntry(key,
				value.toString());
	}

	@Test
	void whiteSpaceAroundMembersIsIgnored() {
		for (String list : List.of("foo=1 \t , \t bar=2, \t baz=3", "foo=1\t \t,\t \tbar=2,\t \tbaz=3")) {
			assertThat(state(this.relay.send(PARENT, "tracestate: " + list))).containsExactly(Map.entry("foo", "1"),
					Map.entry("bar", "2"), Map.entry("baz", "3"));
		}
		for (String list : List.of(" foo=1", "\tfoo=1", "foo=1 ", "foo=1\t", "\t foo=1 \t")) {
			Headers sent = this.relay.send(PARENT, "tracestate:" + list);
			assertThat(parent(sent).traceId()).isEqualTo(TRACE_ID);
			assertThat(state(sent)).containsOnly(Map.entry("foo", "1"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo =1", "FOO=1", "foo.bar=1" })
	void keyOfOtherCharactersDropsTheState(String list) {
		assertThat(this.relay.send(PARENT, "tracestate: " + list)).doesNotContainKey("Tracestate");
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo@", "foo@@bar", "foo@bar@baz", "1foo" })
	void keyMayContainAtSignsAndBeginWithADigit(String key) {
		assertThat(state(this.relay.send(PARENT, "tracestate: " + key + "=1,bar=2")))
			.containsExactly(Map.entry(key, "1"), Map.entry("bar", "2"));
		assertThat(state(this.relay.send(PARENT, "tracestate: @foo=1,bar=2"))).isEmpty();
	}

	@Test
	void thereMayBeThirtyTwoMembers() {
		String[] lines = { PARENT, members(1, 10), members(11, 20), members(21, 30), members(31, 32) };
		assertThat(state(this.relay.send(lines))).hasSize(32).containsEntry("bar1", "1").containsEntry("bar32", "32");
		lines[4] = members(31, 33);
		assertThat(state(this.relay.send(lines))).isEmpty();
	}

	@Test
	void keyMayHave256Characters() {
		for (String key : List.of("z".repeat(256), "t".repeat(241) + "@" + "v".repeat(14), "t".repeat(242) + "@v",
				"t@" + "v".repeat(15))) {
			assertThat(state(this.relay.send(PARENT, "tracestate: foo=1", "tracestate: " + key + "=1")))
				.containsExactly(Map.entry("foo", "1"), Map.entry(key, "1"));
		}
		assertThat(state(this.relay.send(PARENT, "tracestate: foo=1", "tracestate: " + "z".repeat(257) + "=1")))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo=bar=baz", "foo=,bar=3" })
	void valueOfOtherCharactersDropsTheState(String list) {
		assertThat(state(this.relay.send(PARENT, "tracestate: " + list))).isEmpty();
	}

	@Test
	void everyCallIsASpanOfTheCallersTrace() {
		assertThat(assertCallsDiffer(PARENT)).containsOnly(TRACE_ID);
	}

	@Test
	void everyCallIsASpanWithoutACaller() {
		assertCallsDiffer();
	}

	@Test
	void everyCallIsASpanAfterAnIllegibleCaller() {
		assertThat(assertCallsDiffer(PARENT.replace(TRACE_ID, "0".repeat(32)))).doesNotContain("0".repeat(32));
	}

	@Test
	void randomFlagIsKeptAndUnknownOnesAreNot() {
		for (int flags = 0; flags < 256; flags++) {
			Parent sent = parent(this.relay.send(PARENT.replaceAll("-01$", "-%02x".formatted(flags))));
			assertThat(sent.traceId()).isEqualTo(TRACE_ID);
			assertThat(sent.flags()).as("after %02x", flags).isEqualTo(flags & 0x03);
		}
	}

	private static String members(int first, int last) {
		StringBuilder line = new StringBuilder("tracestate: ");
		for (int i = first; i <= last; i++) {
			line.append((i > first) ? "," : "").append("bar").append(i).append('=').append(i);
		}
		return line.toString();
	}

	private void assertGoesOn(String parent) {
		Parent sent = parent(this.relay.send(parent));
		assertThat(sent.traceId()).as("trace after %s", parent).isEqualTo(TRACE_ID);
		assertThat(sent.parentId()).isNotEqualTo(PARENT_ID);
	}

	private void assertBeginsAnew(String parent) {
		assertThat(parent(this.relay.send(parent)).traceId()).as("trace after %s", parent).isNotEqualTo(TRACE_ID);
	}

	private Set<String> assertCallsDiffer(String... headers) {
		List<Headers> calls = this.relay.get("/relay/3", headers);
		Set<String> traceIds = new HashSet<>();
		Set<String> parentIds = new HashSet<>();
		for (Headers call : calls) {
			traceIds.add(parent(call).traceId());
			parentIds.add(parent(call).parentId());
		}
		assertThat(parentIds).hasSize(3);
		assertThat(traceIds).hasSize(1);
		return traceIds;
	}

	private static Parent parent(Headers sent) {
		assertThat(sent.get("traceparent")).hasSize(1);
		Matcher matcher = TRACEPARENT.matcher(sent.getFirst("traceparent"));
		assertThat(matcher.matches()).as(sent.getFirst("traceparent")).isTrue();
		return new Parent(matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3), 16));
	}

	private static Map<String, String> state(Headers sent) {
		Map<String, String> members = new LinkedHashMap<>();
		for (String header : sent.getOrDefault("tracestate", List.of())) {
			for (String member : header.split(",")) {
				String[] parts = member.split("=", -1);
				assertThat(parts).hasSize(2);
				assertThat(members.put(parts[0], parts[1])).isNull();
			}
		}
		return members;
	}

	private record Parent(String traceId, String parentId, int flags) {
	}

}
