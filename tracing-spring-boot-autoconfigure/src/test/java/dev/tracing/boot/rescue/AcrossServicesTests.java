/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import dev.tracing.boot.OtlpReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a trace that nobody samples and that fails somewhere, in all services
 * that have a part in it.
 */
@ExtendWith(QuietTomcat.class)
class AcrossServicesTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319";

	@AutoClose
	private static final RescuedShop together = new RescuedShop(true);

	@AutoClose
	private static final RescuedShop apart = new RescuedShop(false, "--tracing.sampling.rescue.error-scope=local-root");

	@Test
	void failureDownstreamRescuesAllItsCallersAndNobodyElse() throws Exception {
		together.failing("payment", false);
		HttpResponse<String> response = together.call(TRACE_ID + "1");
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.headers().allValues("Server-Timing")).singleElement()
			.asString()
			.matches("trace;desc=00-" + TRACE_ID + "1-[0-9a-f]{16}-01");
		Map<String, List<Span>> spans = together.exported(TRACE_ID + "1");
		assertThat(spans.keySet()).containsExactly("gateway", "order", "payment");
		assertThat(spans.get("gateway")).extracting(AcrossServicesTests::text)
			.containsExactlyInAnyOrder("CLIENT GET error", "SERVER GET /work error");
		assertThat(spans.get("order")).extracting(Span::getKind)
			.as("of three calls")
			.containsExactlyInAnyOrder(SpanKind.SPAN_KIND_SERVER, SpanKind.SPAN_KIND_CLIENT, SpanKind.SPAN_KIND_CLIENT,
					SpanKind.SPAN_KIND_CLIENT);
		assertThat(spans.get("payment")).extracting(AcrossServicesTests::text)
			.containsExactly("SERVER GET /work error");
		assertThat(spans.get("order")).as("inventory and notification had answered")
			.anyMatch(AcrossServicesTests::isPartial);
		assertThat(spans.get("gateway")).noneMatch(AcrossServicesTests::isPartial);
		assertThat(spans.get("payment")).noneMatch(AcrossServicesTests::isPartial);
	}

	@Test
	void callerRescuesWhatTheCalledServiceRescuesAlsoIfItCopes() throws Exception {
		together.failing("payment", true);
		assertThat(together.call(TRACE_ID + "2").statusCode()).isEqualTo(200);
		assertThat(together.exported(TRACE_ID + "2").keySet()).containsExactly("gateway", "order", "payment");
	}

	@Test
	void nobodyIsToldOfWhatGoesWell() throws Exception {
		together.failing("nobody", false);
		HttpResponse<String> response = together.call(TRACE_ID + "3");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().map()).doesNotContainKey("server-timing");
		assertThat(together.exported(TRACE_ID + "3")).isEmpty();
	}

	@Test
	void withoutTheSwitchEachServiceIsOnItsOwn() throws Exception {
		apart.failing("payment", true);
		HttpResponse<String> response = apart.call(TRACE_ID + "4");
		assertThat(response.headers().map()).doesNotContainKey("server-timing");
		assertThat(apart.exported(TRACE_ID + "4").keySet()).containsExactly("payment");
	}

	@Test
	void flagOfTheCallerGoesOnToEveryServiceWhateverBecomesOfTheTrace() throws Exception {
		together.failing("payment", true);
		together.call(TRACE_ID + "5");
		assertThat(together.exported(TRACE_ID + "5").keySet()).containsExactly("gateway", "order", "payment");
		assertThat(together.traceparents()).containsOnlyKeys("gateway", "inventory", "notification", "order", "payment")
			.allSatisfy(
					(service, traceparent) -> assertThat(traceparent).matches("00-" + TRACE_ID + "5-[0-9a-f]{16}-00"));
	}

	@Test
	void traceThatBeginsHereGoesOnUnsampledAlthoughItIsRecorded() throws Exception {
		together.failing("nobody", false);
		assertThat(together.call().statusCode()).isEqualTo(200);
		Map<String, String> told = together.traceparents();
		assertThat(told.remove("gateway")).isNull();
		assertThat(told).hasSize(4)
			.allSatisfy((service, traceparent) -> assertThat(traceparent)
				.matches(told.get("order").substring(0, 35) + "-[0-9a-f]{16}-02"));
	}

	@Test
	void whatFailsAfterItsResponseHasLeftSaysThatTheRestIsMissing() throws Exception {
		together.failingLate("payment");
		HttpResponse<String> response = together.call(TRACE_ID + "6");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().map()).doesNotContainKey("server-timing");
		Map<String, List<Span>> spans = together.exported(TRACE_ID + "6");
		assertThat(spans.keySet()).containsExactly("payment");
		assertThat(spans.get("payment")).singleElement().matches(AcrossServicesTests::isPartial, "is partial");
	}

	@Test
	void responsesAreWrappedOnlyWhereTheSwitchIsOn() throws Exception {
		together.failing("nobody", false);
		together.call(TRACE_ID + "7");
		assertThat(together.responses()).hasSize(5).allMatch((types) -> types.contains("dev.tracing.boot.http."));
		apart.failing("nobody", false);
		apart.call(TRACE_ID + "8");
		assertThat(apart.responses()).hasSize(5).noneMatch((types) -> types.contains("dev.tracing."));
	}

	private static String text(Span span) {
		return span.getKind().name().substring("SPAN_KIND_".length()) + " " + span.getName() + " "
				+ OtlpReceiver.text(span.getAttributesList(), "tracing.sampling.reason");
	}

	private static boolean isPartial(Span span) {
		return span.getAttributesList().stream().anyMatch((attribute) -> attribute.getKey().equals("tracing.partial"));
	}

}
