/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Arrays;

import dev.tracing.boot.MeasuredTest;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What tracing may cost a request: the bytes that its thread allocates, over those of the
 * same application without the starter. Each case is a class, so that it has a JVM of its
 * own: what the compiler learned from sampled requests would make unsampled ones dearer.
 */
@MeasuredTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServletAllocationContract {

	/**
	 * Budget of a request that begins a trace which is not sampled.
	 */
	static final int UNSAMPLED = 710;

	/**
	 * Budget of a request whose caller did not sample the trace: its header is read too.
	 */
	static final int UNSAMPLED_CALLED = 890;

	/**
	 * Budget of a request that begins a sampled trace: a server span and one of
	 * {@code @Traced}.
	 */
	static final int SAMPLED = 2_200;

	/**
	 * Budget of a request whose caller sampled the trace: its header is read too.
	 */
	static final int SAMPLED_CALLED = 2_250;

	/**
	 * Budget of a request that begins a trace which is not sampled, where its Observation
	 * adopts the trace.
	 */
	static final int UNSAMPLED_METERED = 1_150;

	/**
	 * Budget of a request whose caller did not sample the trace, where its Observation
	 * adopts the trace.
	 */
	static final int UNSAMPLED_METERED_CALLED = 1_300;

	/**
	 * Budget of a request that begins a sampled trace, where its Observation adopts the
	 * server span.
	 */
	static final int SAMPLED_METERED = 2_500;

	/**
	 * Budget of a request whose caller sampled the trace, where its Observation adopts
	 * the server span.
	 */
	static final int SAMPLED_METERED_CALLED = 2_550;

	/**
	 * Budget of a request that begins a trace which is not sampled but may be rescued.
	 */
	static final int RECORDED = 2_150;

	/**
	 * Budget of a request whose caller did not sample the trace, which may be rescued:
	 * its header is read too.
	 */
	static final int RECORDED_CALLED = 2_250;

	private static final Logger logger = LoggerFactory.getLogger(ServletAllocationContract.class);

	private static final int WARM_UP = 20_000;

	private static final int BLOCKS = 5;

	private static final int REQUESTS = 2_000;

	static final String PATH = "/greetings/world?language=en";

	private final MeasuredServer plain;

	private final MeasuredServer traced;

	private final boolean meters;

	private final boolean sampled;

	private final int firstBudget;

	private final int calledBudget;

	private final byte[] first = KeptConnection.request(PATH);

	private final byte[] called;

	ServletAllocationContract(boolean meters, boolean sampled, int firstBudget, int calledBudget) {
		this(meters, sampled, firstBudget, calledBudget, "tracing.sampling.rescue.enabled=false");
	}

	ServletAllocationContract(boolean meters, boolean sampled, int firstBudget, int calledBudget,
			String... properties) {
		this.plain = new MeasuredServer(GreetingsApplication.start(false, meters));
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "tracing.sampling.ratio=" + (sampled ? 1.0 : 0.0);
		this.traced = new MeasuredServer(GreetingsApplication.start(true, meters, all));
		this.meters = meters;
		this.sampled = sampled;
		this.firstBudget = firstBudget;
		this.calledBudget = calledBudget;
		this.called = KeptConnection.request(PATH,
				"traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-" + (sampled ? "01" : "00"));
	}

	// In turns, so that no server is compiled for one kind of request only.
	@BeforeAll
	void warmUp() {
		warmUp(this.first, this.called);
	}

	final void warmUp(byte[]... requests) {
		for (int i = 0; i < 4; i++) {
			for (byte[] request : requests) {
				this.plain.send(request, WARM_UP / 8);
				this.traced.send(request, WARM_UP / 8);
			}
		}
	}

	final byte[] first() {
		return this.first;
	}

	@AfterAll
	void stop() {
		this.plain.close();
		this.traced.close();
	}

	@Test
	void aRequestThatBeginsATraceStaysInItsBudget() {
		assertThat(cost(this.first)).as("bytes per request").isLessThanOrEqualTo(this.firstBudget);
	}

	@Test
	void aRequestOfATracedCallerStaysInItsBudget() {
		assertThat(cost(this.called)).as("bytes per request").isLessThanOrEqualTo(this.calledBudget);
	}

	@Test
	void whatIsSampledIsExportedWithItsAttributes() {
		GreetingsApplication.Exports exports = this.traced.exports();
		if (!this.sampled) {
			assertThat(exports.count()).isZero();
			return;
		}
		SpanData server = exports.last().get("GET /greetings/{name}");
		assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
		assertThat(server.getAttributes().size()).isGreaterThanOrEqualTo(12);
		SpanData method = exports.last().get("words.hello");
		assertThat(method.getKind()).isEqualTo(SpanKind.INTERNAL);
		assertThat(method.getAttributes().asMap()).containsValue("world");
	}

	@Test
	void onlyTheTracedApplicationLogsTheTrace() {
		assertThat(this.traced.get("/mdc")).contains("traceId=", "spanId=");
		assertThat(this.plain.get("/mdc")).isEqualTo("none");
	}

	@Test
	void bothApplicationsAreObservedOnlyWithMeters() {
		assertThat(this.plain.isObserved()).isEqualTo(this.meters);
		assertThat(this.traced.isObserved()).isEqualTo(this.meters);
	}

	final boolean isRecordingAll() {
		return this.traced.isRecordingAll();
	}

	// Both servers in turns and the difference of each turn, because the compiler goes on
	// improving what they share. Where spans are sampled the export's queue may overflow:
	// a span that is dropped has cost this thread what an exported one has.
	final long cost(byte[] request) {
		long[] costs = new long[BLOCKS];
		for (int block = 0; block < BLOCKS; block++) {
			long floor = this.plain.bytes(request, REQUESTS);
			costs[block] = this.traced.bytes(request, REQUESTS) - floor;
		}
		Arrays.sort(costs);
		logger.info("Bytes per request for {}: {}", (request == this.called) ? "a traced caller" : "a new trace",
				costs);
		return costs[BLOCKS / 2];
	}

}
