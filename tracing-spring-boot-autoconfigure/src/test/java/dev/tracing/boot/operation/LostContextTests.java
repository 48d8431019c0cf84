/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.List;

import ch.qos.logback.classic.Level;
import dev.tracing.application.StrangeThread;
import dev.tracing.boot.CapturedLog;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class LostContextTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog(LostContext.class, Level.DEBUG);

	private final Operations operations = OperationsTestKit.operations(SdkTracerProvider.builder().build(),
			new Conventions(Semconv.STABLE, Naming.SEMCONV));

	@Test
	void aSpanWithoutTheExpectedParentIsToldWithItsThreadAndPlace() throws Exception {
		Operation operation = StrangeThread.call(() -> start(Context.current(), new Reservation(SpanKind.CLIENT)));
		operation.end();
		assertThat(messages()).singleElement()
			.asString()
			.contains("'reserve' (CLIENT)", operation.span().getSpanContext().getTraceId(),
					operation.span().getSpanContext().getSpanId(), "sampled true", "thread 'stranger'",
					"called at dev.tracing.application.StrangeThread",
					"begins at dev.tracing.application.StrangeThread");
	}

	@Test
	void eachNameIsToldOnce() {
		for (int i = 0; i < 3; i++) {
			start(Context.root(), new Reservation(SpanKind.INTERNAL)).end();
		}
		assertThat(messages()).hasSize(1);
	}

	@Test
	void aSpanWithAParentIsNotTold() {
		Operation parent = start(Context.root(), new Reservation(SpanKind.SERVER));
		start(parent.context(), new Reservation(SpanKind.CLIENT)).end();
		parent.end();
		assertThat(messages()).isEmpty();
	}

	@Test
	void whatBeginsTracesIsNotTold() {
		start(Context.root(), new Reservation(SpanKind.SERVER)).end();
		start(Context.root(), new Reservation(SpanKind.CONSUMER)).end();
		assertThat(messages()).isEmpty();
	}

	@Test
	void nothingIsToldAboveDebug() {
		this.log.setLevel(Level.INFO);
		start(Context.root(), new Reservation(SpanKind.CLIENT)).end();
		assertThat(messages()).isEmpty();
	}

	@Test
	void noMoreNamesAreToldThanTheLimit() {
		for (int i = 0; i < 300; i++) {
			start(Context.root(), new Reservation(SpanKind.CLIENT, "name " + i)).end();
		}
		assertThat(messages()).hasSize(256);
	}

	private Operation start(Context parent, Reservation semantics) {
		return this.operations.start(parent, semantics, "7");
	}

	private List<String> messages() {
		return this.log.messages();
	}

	private record Reservation(SpanKind kind, String name) implements SpanSemantics<String> {

		Reservation(SpanKind kind) {
			this(kind, "reserve");
		}

		@Override
		public String name(String request) {
			return this.name;
		}

		@Override
		public void onStart(SpanStart span, String request) {
		}

	}

}
