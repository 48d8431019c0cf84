/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tracing.boot.UnsampledRecording;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says of decisions, and what is counted of those that nobody hears of.
 */
class RootDecisionTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger(TracingSampler.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Reasons reasons = new Reasons(false);

	@AfterEach
	void stop() {
		this.logger.detachAppender(this.log);
		this.logger.setLevel(null);
	}

	@Test
	void debugTellsEachRootsDecisionWithItsReasonAndNoAttributes() {
		listen();
		Tracer tracer = tracer(new Ratio(1.0, true, this.reasons.named("ratio")));
		Span root = tracer.spanBuilder("order.create").setAttribute(AttributeKey.stringKey("card"), "4111").startSpan();
		tracer.spanBuilder("child").setParent(Context.root().with(root)).startSpan().end();
		root.end();
		assertThat(messages()).singleElement()
			.asString()
			.contains(root.getSpanContext().getTraceId(), "'order.create'", "RECORD_AND_SAMPLE", "(ratio)")
			.doesNotContain("4111");
	}

	@Test
	void debugTellsOfRootSamplersThatGiveNoReason() {
		listen();
		tracer(Sampler.alwaysOff()).spanBuilder("order.create").startSpan().end();
		assertThat(messages()).singleElement().asString().contains("DROP", "AlwaysOffSampler");
	}

	@Test
	void nothingIsToldAboveDebug() {
		this.log.start();
		this.logger.addAppender(this.log);
		tracer(Sampler.alwaysOn()).spanBuilder("order.create").startSpan().end();
		assertThat(messages()).isEmpty();
	}

	@Test
	void droppedRootsAndTheirChildrenAreCountedWhereverTheyAreDropped() {
		Tracer tracer = tracer(Sampler.alwaysOff());
		Span root = tracer.spanBuilder("root").startSpan();
		tracer.spanBuilder("child").setParent(Context.root().with(root)).startSpan().end();
		assertThat(unsampled("ratio")).isOne();
		assertThat(unsampled("parent")).isOne();
		TracingSampler sampler = sampler(Sampler.alwaysOff());
		sampler.skipped(root);
		sampler.skipped(Span.getInvalid());
		assertThat(unsampled("ratio")).isEqualTo(2);
		assertThat(unsampled("parent")).isEqualTo(2);
	}

	@Test
	void countOfUnsampledSpansNeverGoesDown() {
		Reason reason = this.reasons.named("ratio");
		Verdict refused = reason.drop();
		refused.given();
		assertThat(reason.unsampled()).isOne();
		refused.recorded();
		assertThat(reason.unsampled()).as("read before it was recorded").isOne();
		refused.given();
		assertThat(reason.unsampled()).isOne();
		refused.given();
		assertThat(reason.unsampled()).isEqualTo(2);
	}

	@Test
	void attributesAreWantedAsLongAsTheRefusedIsRecorded() {
		AtomicBoolean on = new AtomicBoolean(true);
		TracingSampler sampler = new TracingSampler(Sampler.alwaysOff(), true, RootPlan.of(0.0), this.reasons,
				new SwitchedRecording(on));
		assertThat(sampler.wantsAttributes()).isTrue();
		on.set(false);
		assertThat(sampler.wantsAttributes()).isFalse();
	}

	private long unsampled(String reason) {
		return this.reasons.named(reason).unsampled();
	}

	private void listen() {
		this.logger.setLevel(Level.DEBUG);
		this.log.start();
		this.logger.addAppender(this.log);
	}

	private List<String> messages() {
		return this.log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	private Tracer tracer(Sampler root) {
		return SdkTracerProvider.builder().setSampler(sampler(root)).build().get("test");
	}

	private TracingSampler sampler(Sampler root) {
		return new TracingSampler(root, true, RootPlan.of(1.0), this.reasons, UnsampledRecording.NONE);
	}

	private record SwitchedRecording(AtomicBoolean on) implements UnsampledRecording {

		@Override
		public boolean isOn() {
			return this.on.get();
		}

		@Override
		public boolean samplesAtOnce(String name, Attributes attributes) {
			return false;
		}

	}

}
