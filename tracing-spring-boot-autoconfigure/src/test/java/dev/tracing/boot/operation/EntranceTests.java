/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.OperationsTestKit.Work;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EntranceTests {

	private static final Map<String, String> STRANGER = Map.of("traceparent",
			"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "tracestate", "vendor=1", "baggage",
			"tenant=ada");

	private final RecordedSpans spans = new RecordedSpans();

	private final Operations operations = new Operations(OpenTelemetrySdk.builder()
		.setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(this.spans).build())
		.setPropagators(ContextPropagators.create(TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(),
				W3CBaggagePropagator.getInstance())))
		.build(), Conventions.DEFAULT, Foreknowledge.NONE, true);

	private final AskedHeaders asked = new AskedHeaders();

	@Test
	void ofAStrangerOnlyTheHeadersThatNameATraceAreRead() {
		enter(new Strangers(true));
		SpanData span = this.spans.take();
		assertThat(span.getParentSpanContext().isValid()).isFalse();
		assertThat(span.getLinks()).extracting((link) -> link.getSpanContext().getSpanId())
			.containsExactly("b7ad6b7169203331");
		assertThat(span.getLinks()).extracting(LinkData::getSpanContext)
			.allMatch((link) -> link.getTraceState().isEmpty());
		assertThat(this.asked.names).contains("traceparent").doesNotContain("tracestate", "baggage");
	}

	@Test
	void ofAStrangerWhoIsNotRememberedNothingIsRead() {
		enter(new Strangers(false));
		assertThat(this.spans.take().getLinks()).isEmpty();
		assertThat(this.asked.names).isEmpty();
	}

	private void enter(Ingress ingress) {
		new Entrance<>(this.operations, new Work(), ingress).enter("job", false, false, STRANGER, this.asked).end();
	}

	private record Strangers(boolean linksStrangers) implements Ingress {

		@Override
		public boolean trusts(String address, String path) {
			return false;
		}

	}

	private static final class AskedHeaders implements TextMapGetter<Map<String, String>> {

		private final Set<String> names = new TreeSet<>();

		@Override
		public Iterable<String> keys(Map<String, String> carrier) {
			return carrier.keySet();
		}

		@Override
		public String get(Map<String, String> carrier, String key) {
			this.names.add(key);
			return carrier.get(key);
		}

	}

}
