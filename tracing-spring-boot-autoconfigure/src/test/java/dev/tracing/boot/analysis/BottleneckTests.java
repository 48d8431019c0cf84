/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BottleneckTests {

	@Test
	void isTheLongestSelfTimeOnTheCriticalPath() {
		assertThat(bottleneck(SampleTrace.order())).isEqualTo("payment.process");
	}

	@Test
	void isNotASlowSpanThatNobodyWaitedFor() {
		assertThat(bottleneck(new SampleTrace().span("order.create", null, 0, 100)
			.span("price.calculate", "order.create", 0, 90)
			.span("mail.send", "order.create", 0, 80))).isEqualTo("price.calculate");
	}

	@Test
	void isTheCallerThatDoesLittleElseIfTheTimeIsSpentInRequestsUnderIt() {
		SampleTrace trace = steps().span("payment.process", "order.create", 300, 500)
			.kind(SpanKind.CLIENT)
			.span("POST", "payment.process", 301, 499)
			.in("payment")
			.kind(SpanKind.SERVER)
			.span("POST /payments", "POST", 305, 495);
		assertThat(bottleneck(trace)).isEqualTo("payment.process");
	}

	@Test
	void isTheCallerThatDoesLittleElseAlsoIfAShortStepLiesBelowTheRequest() {
		SampleTrace trace = steps().span("payment.process", "order.create", 300, 500)
			.kind(SpanKind.CLIENT)
			.span("POST", "payment.process", 301, 499)
			.in("payment")
			.kind(SpanKind.SERVER)
			.span("POST /payments", "POST", 305, 495)
			.span("risk.check", "POST /payments", 306, 310);
		assertThat(bottleneck(trace)).isEqualTo("payment.process");
	}

	@Test
	void isTheCalledStepIfTheTimeIsSpentInRequestsOverIt() {
		SampleTrace trace = steps().kind(SpanKind.CLIENT)
			.span("POST", "order.create", 300, 500)
			.in("payment")
			.kind(SpanKind.SERVER)
			.span("POST /payments", "POST", 360, 490)
			.span("payment.process", "POST /payments", 400, 440);
		assertThat(bottleneck(trace)).isEqualTo("payment.process");
	}

	@Test
	void isTheStepThatCallsAProviderWhoseSpansNobodySees() {
		SampleTrace trace = steps().kind(SpanKind.CLIENT)
			.span("POST", "order.create", 300, 505)
			.in("payment")
			.kind(SpanKind.SERVER)
			.span("POST /payments", "POST", 302, 504)
			.span("payment.process", "POST /payments", 303, 503)
			.span("payment.risk_check", "payment.process", 303, 333)
			.kind(SpanKind.CLIENT)
			.span("POST#provider", "payment.process", 333, 483)
			.span("payment.record", "payment.process", 483, 503);
		assertThat(bottleneck(trace)).isEqualTo("payment.process");
	}

	@Test
	void isTheCalledStepIfItsProcessSeesOnlyItsOwnSpans() {
		SampleTrace trace = new SampleTrace().in("payment")
			.kind(SpanKind.SERVER)
			.span("POST /payments", "far-away", 0, 200)
			.span("payment.process", "POST /payments", 150, 190);
		assertThat(bottleneck(trace)).isEqualTo("payment.process");
	}

	@Test
	void isTheStepInTheOtherServiceIfBothHaveOneOfThatName() {
		SampleTrace trace = steps().span("payment.process", "order.create", 300, 500)
			.kind(SpanKind.CLIENT)
			.span("POST", "payment.process", 301, 499)
			.in("payment")
			.kind(SpanKind.SERVER)
			.span("POST /payments", "POST", 305, 495)
			.span("payment.process#2", "POST /payments", 306, 494);
		assertThat(bottleneck(trace)).isEqualTo("payment.process#2");
	}

	@Test
	void hopsOnTheWayInAreNotAddedUp() {
		SampleTrace trace = new SampleTrace().in("gateway")
			.kind(SpanKind.SERVER)
			.span("POST /shop", null, 0, 700)
			.kind(SpanKind.CLIENT)
			.span("POST", "POST /shop", 90, 690)
			.in("order")
			.kind(SpanKind.SERVER)
			.span("POST /orders", "POST", 170, 690);
		trace.span("order.create", "POST /orders", 200, 690)
			.span("inventory.check", "order.create", 250, 450)
			.span("payment.process", "order.create", 500, 690);
		assertThat(bottleneck(trace)).isEqualTo("inventory.check");
	}

	@Test
	void isTheQueryItself() {
		SampleTrace trace = new SampleTrace().span("order.create", null, 0, 100)
			.kind(SpanKind.CLIENT)
			.with(Attributes.of(AttributeKey.stringKey("db.system.name"), "postgresql"))
			.span("SELECT orders", "order.create", 10, 90);
		assertThat(bottleneck(trace)).isEqualTo("SELECT orders");
	}

	@Test
	void isTheRequestWhereNobodyNamedAStep() {
		SampleTrace trace = new SampleTrace().kind(SpanKind.SERVER)
			.span("GET /", null, 0, 100)
			.kind(SpanKind.CLIENT)
			.span("GET", "GET /", 10, 90);
		assertThat(bottleneck(trace)).isEqualTo("GET");
	}

	@Test
	void singleSpanIsNone() {
		assertThat(new SampleTrace().span("only", null, 0, 100).tree().bottleneck()).isNull();
	}

	@Test
	void spansWithoutDurationHaveNone() {
		assertThat(new SampleTrace().span("a", null, 0, 0).span("b", "a", 0, 0).tree().bottleneck()).isNull();
	}

	private static SampleTrace steps() {
		return new SampleTrace().span("order.create", null, 0, 500)
			.span("user.validate", "order.create", 50, 100)
			.span("inventory.check", "order.create", 100, 200)
			.span("price.calculate", "order.create", 200, 230)
			.span("order.create_record", "order.create", 230, 250)
			.span("inventory.reserve", "order.create", 300, 380);
	}

	private static String bottleneck(SampleTrace trace) {
		SpanNode bottleneck = trace.tree().bottleneck();
		assertThat(bottleneck).isNotNull();
		assertThat(bottleneck.isBottleneck()).isTrue();
		return bottleneck.span().spanId();
	}

}
