/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a collector receives, whichever way it comes.
 */
abstract class OtlpReceiver implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

	/**
	 * Properties that make the shop send its spans here.
	 */
	abstract String[] properties();

	byte[] receive(InputStream body, boolean gzip) throws IOException {
		return receive((gzip ? new GZIPInputStream(body) : body).readAllBytes());
	}

	byte[] receive(byte[] body) throws InvalidProtocolBufferException {
		for (ResourceSpans resource : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
			resource.getScopeSpansList()
				.forEach((scope) -> scope.getSpansList()
					.forEach((span) -> this.spans.add(new ReceivedSpan(resource.getResource(), span))));
		}
		return ExportTraceServiceResponse.getDefaultInstance().toByteArray();
	}

	/**
	 * The trace of that id when it has that many spans.
	 */
	ReceivedTrace trace(String traceId, int size) {
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(trace(traceId).spans()).as(trace(traceId).tree()).hasSize(size));
		return trace(traceId);
	}

	private ReceivedTrace trace(String traceId) {
		ByteString id = ReceivedSpan.id(traceId);
		return new ReceivedTrace(this.spans.stream().filter((span) -> span.span().getTraceId().equals(id)).toList());
	}

	List<ReceivedSpan> spans() {
		return this.spans;
	}

	@Override
	public abstract void close();

}
