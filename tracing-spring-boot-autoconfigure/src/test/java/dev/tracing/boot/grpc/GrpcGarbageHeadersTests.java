/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.tracing.boot.http.CapturedLog;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever stands in the metadata of a call, it is answered, in a trace of its own,
 * without a line in the log.
 */
class GrpcGarbageHeadersTests {

	private static final int CALLS = 200;

	private static final List<String> NAMES = List.of("traceparent", "tracestate", "baggage", "b3", "x-b3-traceid",
			"x-b3-spanid", "x-b3-sampled", "uber-trace-id");

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	// All headers of a call may have 8 kB.
	private static final List<String> TEXTS = List.of("", "00", "00-" + TRACE + "-b7ad6b716920333z-01", TRACE,
			"00-" + TRACE + "-b7ad6b7169203331-01" + "0".repeat(400), "=,;,%%,a=b=c", "a=1,".repeat(100), "zz:zz:zz:zz",
			"%zz=%zz", "~".repeat(400), "perhaps");

	private final Random random = new Random(42);

	@Test
	void callIsAnsweredAndBeginsATrace() {
		ConcurrentLinkedQueue<SpanContext> seen = new ConcurrentLinkedQueue<>();
		GrpcTestKit.application((message) -> seen.add(Span.current().getSpanContext()))
			.withPropertyValues("tracing.propagation.consume=w3c,b3,b3-multi,jaeger")
			.run((context) -> {
				ManagedChannel channel = Grpc
					.newChannelBuilder("localhost:" + GrpcTestKit.port(context), InsecureChannelCredentials.create())
					.build();
				assertThat(CallForm.UNARY.call(channel, "you").isOk()).isTrue();
				try (CapturedLog log = CapturedLog.ofEverything()) {
					for (int i = 1; i < CALLS; i++) {
						assertThat(CallForm.UNARY.call(withGarbage(channel), "you").isOk()).isTrue();
					}
					assertThat(log.aboveDebug()).isEmpty();
				}
				GrpcTestKit.close(channel);
				List<SpanData> spans = GrpcTestKit.take(context, CALLS).all();
				assertThat(spans).extracting(SpanData::getParentSpanContext).noneMatch(SpanContext::isValid);
				assertThat(spans).extracting(SpanData::getTraceId).doesNotHaveDuplicates().doesNotContain(TRACE);
				assertThat(seen).hasSize(CALLS).allMatch(SpanContext::isValid);
			});
	}

	private Channel withGarbage(Channel channel) {
		Metadata garbage = new Metadata();
		for (String name : NAMES) {
			Metadata.Key<String> key = Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
			for (int copies = this.random.nextInt(3); copies > 0; copies--) {
				garbage.put(key, TEXTS.get(this.random.nextInt(TEXTS.size())));
			}
		}
		return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(garbage));
	}

}
