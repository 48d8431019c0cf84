/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.ArrayList;
import java.util.List;

import io.grpc.Metadata;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MetadataCarrier}.
 */
class MetadataCarrierTests {

	private static final Metadata.Key<String> TRACESTATE = key("tracestate");

	private final MetadataCarrier carrier = MetadataCarrier.INSTANCE;

	private final Metadata metadata = new Metadata();

	@Test
	void repeatedEntriesAreAllRead() {
		this.metadata.put(TRACESTATE, "a=1");
		this.metadata.put(TRACESTATE, "b=2");
		assertThat(all("tracestate")).containsExactly("a=1", "b=2");
		assertThat(this.carrier.get(this.metadata, "TraceState")).isEqualTo("a=1,b=2");
	}

	@Test
	void writingReplacesWhatIsThere() {
		this.metadata.put(TRACESTATE, "a=1");
		this.metadata.put(TRACESTATE, "b=2");
		this.carrier.set(this.metadata, "tracestate", "c=3");
		assertThat(all("tracestate")).containsExactly("c=3");
	}

	@Test
	void binaryEntriesAreNotSeen() {
		this.metadata.put(Metadata.Key.of("trace-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] { 1 });
		this.metadata.put(key("own"), "1");
		assertThat(this.carrier.keys(this.metadata)).containsExactly("own");
		assertThat(this.carrier.get(this.metadata, "trace-bin")).isNull();
		assertThat(all("trace-bin")).isEmpty();
		this.carrier.set(this.metadata, "trace-bin", "2");
		assertThat(this.metadata.keys()).containsExactlyInAnyOrder("own", "trace-bin");
	}

	@Test
	void namesAndValuesThatNoPropagatorWritesAreNone() {
		assertThat(this.carrier.get(this.metadata, "no name")).isNull();
		assertThat(this.carrier.get(this.metadata, "")).isNull();
		assertThat(this.carrier.get(null, "traceparent")).isNull();
		assertThat(this.carrier.getAll(null, "traceparent").hasNext()).isFalse();
		this.carrier.set(this.metadata, "no name", "1");
		this.carrier.set(null, "traceparent", "1");
		this.metadata.put(key("baggage"), "x".repeat(65_537));
		assertThat(this.carrier.get(this.metadata, "baggage")).isNull();
		assertThat(all("baggage")).isEmpty();
	}

	@Test
	void noMoreThanSixtyFourValuesAreRead() {
		for (int i = 0; i < 65; i++) {
			this.metadata.put(TRACESTATE, "a=" + i);
		}
		assertThat(all("tracestate")).hasSize(64);
	}

	@Test
	void olderTraceIsTakenAwayAndEverythingElseStays() {
		for (String name : List.of("traceparent", "tracestate", "b3", "x-b3-traceid", "baggage", "own")) {
			this.metadata.put(key(name), "1");
		}
		MetadataCarrier.removeTrace(this.metadata);
		assertThat(this.metadata.keys()).containsExactlyInAnyOrder("baggage", "own");
	}

	private List<String> all(String name) {
		List<String> values = new ArrayList<>();
		this.carrier.getAll(this.metadata, name).forEachRemaining(values::add);
		return values;
	}

	private static Metadata.Key<String> key(String name) {
		return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
	}

}
