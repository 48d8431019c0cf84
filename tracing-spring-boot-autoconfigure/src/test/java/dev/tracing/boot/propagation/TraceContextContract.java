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
		assertThat(SentContext.parent(this.relay.send()).traceId()).matches("[0-9a-f]{32}")
			.isNotEqualTo("0".repeat(32));
	}

	@Test
	void traceOfTheCallerGoesOn() {
		SentContext sent = SentContext.parent(this.relay.send(SentContext.PARENT));
		assertThat(sent.traceId()).isEqualTo(SentContext.TRACE_ID);
		assertThat(sent.parentId()).isNotEqualTo(SentContext.PARENT_ID);
	}

	@Test
	void twoParentsAreNone() {
		assertThat(SentContext.parent(this.relay.send(SentContext.PARENT, SentContext.PARENT.replace("0af7", "1af7")))
			.traceId()).isNotEqualTo(SentContext.TRACE_ID).isNotEqualTo(SentContext.TRACE_ID.replace("0af7", "1af7"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "trace-parent", "trace.parent" })
	void parentHasOneName(String name) {
		assertBeginsAnew(name + SentContext.PARENT.substring(11));
	}

	@ParameterizedTest
	@ValueSource(strings = { "TraceParent", "TrAcEpArEnT", "TRACEPARENT" })
	void nameOfTheParentMayHaveAnyCase(String name) {
		assertGoesOn(name + SentContext.PARENT.substring(11));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", "-what-the-future-will-be-like" })
	void versionOfTodayEndsWithTheFlags(String more) {
		assertBeginsAnew(SentContext.PARENT + more);
	}

	@Test
	void versionOfTomorrowMayGoOnAfterADash() {
		assertGoesOn(SentContext.PARENT.replace(" 00-", " cc-"));
		assertGoesOn(SentContext.PARENT.replace(" 00-", " cc-") + "-what-the-future-will-be-like");
		assertBeginsAnew(SentContext.PARENT.replace(" 00-", " cc-") + ".what-the-future-will-be-like");
	}

	@Test
	void thereIsNoLastVersion() {
		assertBeginsAnew(SentContext.PARENT.replace(" 00-", " ff-"));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".0", "0.", "0A" })
	void versionConsistsOfLowerCaseDigits(String version) {
		assertBeginsAnew(SentContext.PARENT.replace(" 00-", " " + version + "-"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "000", "0000" })
	void versionIsNotLonger(String version) {
		assertBeginsAnew(SentContext.PARENT.replace(" 00-", " " + version + "-"));
	}

	@Test
	void versionIsNotShorter() {
		assertBeginsAnew(SentContext.PARENT.replace(" 00-", " 0-"));
	}

	@Test
	void traceIdIsNotZero() {
		String zeros = "0".repeat(32);
		assertThat(
				SentContext.parent(this.relay.send(SentContext.PARENT.replace(SentContext.TRACE_ID, zeros))).traceId())
			.isNotEqualTo(zeros);
	}

	@ParameterizedTest
	@ValueSource(strings = { ".af7651916cd43dd8448eb211c80319c", "0af7651916cd43dd8448eb211c80319.",
			"0AF7651916cd43dd8448eb211c80319c" })
	void traceIdConsistsOfLowerCaseDigits(String traceId) {
		assertThat(SentContext.parent(this.relay.send(SentContext.PARENT.replace(SentContext.TRACE_ID, traceId)))
			.traceId()).isNotEqualToIgnoringCase(traceId);
	}

	@Test
	void traceIdIsNotLonger() {
		assertThat(SentContext
			.parent(this.relay.send(SentContext.PARENT.replace(SentContext.TRACE_ID, SentContext.TRACE_ID + "3")))
			.traceId()).isNotEqualTo(SentContext.TRACE_ID).isNotEqualTo(SentContext.TRACE_ID.substring(1) + "3");
	}

	@Test
	void traceIdIsNotShorter() {
		assertThat(SentContext
			.parent(this.relay
				.send(SentContext.PARENT.replace(SentContext.TRACE_ID, SentContext.TRACE_ID.substring(1))))
			.traceId()).doesNotContain(SentContext.TRACE_ID.substring(1));
	}

	@Test
	void parentIdIsNotZero() {
		assertBeginsAnew(SentContext.PARENT.replace(SentContext.PARENT_ID, "0".repeat(16)));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".7ad6b7169203331", "b7ad6b716920333.", "B7AD6b7169203331" })
	void parentIdConsistsOfLowerCaseDigits(String parentId) {
		assertBeginsAnew(SentContext.PARENT.replace(SentContext.PARENT_ID, parentId));
	}

	@Test
	void parentIdIsNotLonger() {
		assertBeginsAnew(SentContext.PARENT.replace(SentContext.PARENT_ID, SentContext.PARENT_ID + "3"));
	}

	@Test
	void parentIdIsNotShorter() {
		assertBeginsAnew(SentContext.PARENT.replace(SentContext.PARENT_ID, SentContext.PARENT_ID.substring(1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".0", "0.", "0A" })
	void flagsConsistOfLowerCaseDigits(String flags) {
		assertBeginsAnew(SentContext.PARENT.replaceAll("-01$", "-" + flags));
	}

	@Test
	void flagsAreNotLonger() {
		assertBeginsAnew(SentContext.PARENT.replaceAll("-01$", "-001"));
	}

	@Test
	void flagsAreNotShorter() {
		assertBeginsAnew(SentContext.PARENT.replaceAll("-01$", "-1"));
	}

	@Test
	void whiteSpaceAroundTheParentIsIgnored() {
		String value = SentContext.PARENT.substring(13);
		for (String sent : List.of(" " + value, "\t" + value, value + " ", value + "\t", "\t " + value + " \t")) {
			assertGoesOn("traceparent:" + sent);
		}
	}

	@Test
	void everyCallIsASpanOfTheCallersTrace() {
		assertThat(assertCallsDiffer(SentContext.PARENT)).containsOnly(SentContext.TRACE_ID);
	}

	@Test
	void everyCallIsASpanWithoutACaller() {
		assertCallsDiffer();
	}

	@Test
	void everyCallIsASpanAfterAnIllegibleCaller() {
		assertThat(assertCallsDiffer(SentContext.PARENT.replace(SentContext.TRACE_ID, "0".repeat(32))))
			.doesNotContain("0".repeat(32));
	}

	@Test
	void randomFlagIsKeptAndUnknownOnesAreNot() {
		for (int flags = 0; flags < 256; flags++) {
			SentContext sent = SentContext
				.parent(this.relay.send(SentContext.PARENT.replaceAll("-01$", "-%02x".formatted(flags))));
			assertThat(sent.traceId()).isEqualTo(SentContext.TRACE_ID);
			assertThat(sent.flags()).as("after %02x", flags).isEqualTo(flags & 0x03);
		}
	}

	private void assertGoesOn(String parent) {
		SentContext sent = SentContext.parent(this.relay.send(parent));
		assertThat(sent.traceId()).as("trace after %s", parent).isEqualTo(SentContext.TRACE_ID);
		assertThat(sent.parentId()).isNotEqualTo(SentContext.PARENT_ID);
	}

	private void assertBeginsAnew(String parent) {
		assertThat(SentContext.parent(this.relay.send(parent)).traceId()).as("trace after %s", parent)
			.isNotEqualTo(SentContext.TRACE_ID);
	}

	private Set<String> assertCallsDiffer(String... headers) {
		List<Headers> calls = this.relay.get("/relay/3", headers);
		Set<String> traceIds = new HashSet<>();
		Set<String> parentIds = new HashSet<>();
		for (Headers call : calls) {
			traceIds.add(SentContext.parent(call).traceId());
			parentIds.add(SentContext.parent(call).parentId());
		}
		assertThat(parentIds).hasSize(3);
		assertThat(traceIds).hasSize(1);
		return traceIds;
	}

}
