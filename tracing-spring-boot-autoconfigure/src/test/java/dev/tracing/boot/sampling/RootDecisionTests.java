/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import dev.tracing.boot.CapturedLog;
import dev.tracing.boot.UnsampledRecording;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log says of decisions, and what is counted of those that nobody hears of.
 */
class RootDecisionTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog(TracingSampler.class, Level.INFO);

	private final Reasons reasons = new Reasons(false);

	@Test
	void debugTellsEachRootsDecisionWithItsReasonAndNoAttributes() {
		this.log.setLevel(Level.DEBUG);
		Tracer tracer = tracer(new Ratio(1.0, true, this.reasons.named("ratio")));
		Span root = tracer.spanBuilder("order.create").setAttribute(AttributeKey.stringKey("card"), "4111").startSpan();
		tracer.spanBuilder("child").setParent(Context.root().with(root)).startSpan().end();
		root.end();
		assertThat(this.log.messages()).singleElement()
			.asString()
			.contains(root.getSpanContext().getTraceId(), "'order.create'", "RECORD_AND_SAMPLE", "(ratio)")
			.doesNotContain("4111");
	}

	@Test
	void debugTellsOfRootSamplersThatGiveNoReason() {
		this.log.setLevel(Level.DEBUG);
		tracer(Sampler.alwaysOff()).spanBuilder("order.create").startSpan().end();
		assertThat(this.log.messages()).singleElement().asString().contains("DROP", "AlwaysOffSampler");
	}

	@Test
	void nothingIsToldAboveDebug() {
		tracer(Sampler.alwaysOn()).spanBuilder("order.create").startSpan().end();
		assertThat(this.log.messages()).isEmpty();
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
	void errorsAreWantedAsLongAsTheRefusedIsRecorded() {
		AtomicBoolean on = new AtomicBoolean(true);
		TracingSampler sampler = new TracingSampler(Sampler.alwaysOff(), true, RootPlan.of(0.0), this.reasons,
				new SwitchedRecording(on));
		assertThat(sampler.wantsErrors()).isTrue();
		assertThat(sampler.wantsAttributes()).as("the recording wants them all").isTrue();
		on.set(false);
		assertThat(sampler.wantsErrors()).isFalse();
		assertThat(sampler.wantsAttributes()).isFalse();
	}

	private long unsampled(String reason) {
		return this.reasons.named(reason).unsampled();
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
