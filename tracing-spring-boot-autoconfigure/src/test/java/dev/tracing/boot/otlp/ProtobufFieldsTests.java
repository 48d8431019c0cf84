/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read of Protobuf by hand, against what Google's library writes.
 */
class ProtobufFieldsTests {

	@Test
	void partialSuccessIsRead() {
		assertThat(PartialSuccess.of(response(3, "too old"))).isEqualTo(new PartialSuccess(3, "too old"));
		assertThat(PartialSuccess.of(response(1L << 40, ""))).isEqualTo(new PartialSuccess(1L << 40, ""));
		assertThat(PartialSuccess.of(response(0, "a warning"))).isEqualTo(new PartialSuccess(0, "a warning"));
		assertThat(PartialSuccess.of(response(-1, ""))).isEqualTo(PartialSuccess.NONE);
		assertThat(PartialSuccess.of(new byte[0])).isEqualTo(PartialSuccess.NONE);
	}

	@Test
	void nothingThatAServerCanSayThrows() {
		byte[] response = response(300, "a message");
		for (int length = 0; length < response.length; length++) {
			assertThat(PartialSuccess.of(Arrays.copyOf(response, length)).rejected()).isNotNegative();
		}
		Random random = new Random(42);
		byte[] garbage = new byte[64];
		for (int i = 0; i < 10_000; i++) {
			random.nextBytes(garbage);
			assertThat(PartialSuccess.of(garbage).rejected()).isNotNegative();
			assertThat(RequestSpans.count(garbage)).isNotNegative();
		}
	}

	@Test
	void spansAreCountedOverAllResourcesAndScopes() {
		ScopeSpans.Builder scope = ScopeSpans.newBuilder()
			.addSpans(Span.newBuilder().setName("one").setStartTimeUnixNano(1))
			.addSpans(Span.newBuilder().setName("two"));
		ResourceSpans.Builder resource = ResourceSpans.newBuilder().addScopeSpans(scope).addScopeSpans(scope);
		byte[] request = ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(resource)
			.addResourceSpans(resource)
			.build()
			.toByteArray();
		assertThat(RequestSpans.count(request)).isEqualTo(8);
	}

	@Test
	void namesOfSpansAreRead() {
		ScopeSpans.Builder scope = ScopeSpans.newBuilder()
			.addSpans(Span.newBuilder().setName("Gr\u00fc\u00dfe").setStartTimeUnixNano(1))
			.addSpans(Span.newBuilder().setStartTimeUnixNano(1));
		byte[] request = ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
			.build()
			.toByteArray();
		List<String> names = new ArrayList<>();
		RequestSpans.forEach(request, (span) -> names.add(RequestSpans.name(span)));
		assertThat(names).containsExactly("Gr\u00fc\u00dfe", "");
	}

	private static byte[] response(long rejected, String message) {
		return ExportTraceServiceResponse.newBuilder()
			.setPartialSuccess(
					ExportTracePartialSuccess.newBuilder().setRejectedSpans(rejected).setErrorMessage(message))
			.build()
			.toByteArray();
	}

}
