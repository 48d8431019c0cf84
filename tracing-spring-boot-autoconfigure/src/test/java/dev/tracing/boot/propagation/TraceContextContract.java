/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tracing.boot.propagation.SentContext.PARENT;
import static dev.tracing.boot.propagation.SentContext.PARENT_ID;
import static dev.tracing.boot.propagation.SentContext.TRACE_ID;
import static dev.tracing.boot.propagation.SentContext.parent;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * W3C Trace Context, level 2, over the wire: what a service sends after what it was sent.
 * With {@link TraceStateContract} there is a test for each case of the working group's
 * validation suite.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TraceContextContract {

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
		SentContext sent = parent(this.relay.send(PARENT));
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
			SentContext sent = parent(this.relay.send(PARENT.replaceAll("-01$", "-%02x".formatted(flags))));
			assertThat(sent.traceId()).isEqualTo(TRACE_ID);
			assertThat(sent.flags()).as("after %02x", flags).isEqualTo(flags & 0x03);
		}
	}

	private void assertGoesOn(String parent) {
		SentContext sent = parent(this.relay.send(parent));
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

}
