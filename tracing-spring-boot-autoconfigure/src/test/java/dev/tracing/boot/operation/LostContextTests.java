/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tracing.application.StrangeThread;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class LostContextTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger(LostContext.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Operations operations = OperationsTestKit.operations(SdkTracerProvider.builder().build(),
			new Conventions(Semconv.STABLE, Naming.SEMCONV));

	@BeforeEach
	void listen() {
		this.logger.setLevel(Level.DEBUG);
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void stop() {
		this.logger.detachAppender(this.log);
		this.logger.setLevel(null);
	}

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
		this.logger.setLevel(Level.INFO);
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
		return this.log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
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
