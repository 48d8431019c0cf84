/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import dev.tracing.boot.UnsampledRecording;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;

/**
 * Puts the steps of the decision together: rules, then the limits, then the ratio. A step
 * that nobody asked for is not there.
 */
final class SamplerAssembly {

	private final SamplingProperties properties;

	private final LongSupplier nanoTime;

	private final Reasons reasons;

	private final UnsampledRecording recording;

	/**
	 * Creates an assembly.
	 * @param properties properties that have been checked, except for the rules
	 * @param nanoTime the time, in nanoseconds
	 * @param recording whether what is refused is recorded
	 */
	SamplerAssembly(SamplingProperties properties, LongSupplier nanoTime, UnsampledRecording recording) {
		this.recording = recording;
		this.properties = properties;
		this.nanoTime = nanoTime;
		this.reasons = new Reasons(showsReasons(properties));
	}

	// Where nothing but a ratio decides there is nothing to tell.
	private static boolean showsReasons(SamplingProperties properties) {
		Boolean wanted = properties.reasonAttribute();
		return (wanted != null) ? wanted
				: !properties.rules().isEmpty() || properties.maxTracesPerSecond() != null || properties.load().isSet()
						|| properties.force().secret() != null || !properties.force().attributes().isEmpty();
	}

	TracingSampler sampler(OpenTelemetryTracingProperties.Sampler strategy, double ratio) {
		return switch (strategy) {
			case ALWAYS_ON -> sampler(Sampler.alwaysOn(), 1.0, false);
			case ALWAYS_OFF -> off(false);
			case TRACE_ID_RATIO -> sampler(ratio(ratio), ratio, false);
			case PARENT_BASED_ALWAYS_ON -> sampler(Sampler.alwaysOn(), 1.0, true);
			case PARENT_BASED_ALWAYS_OFF -> off(true);
			case PARENT_BASED_TRACE_ID_RATIO -> sampler(ratio(ratio), ratio, true);
		};
	}

	private Sampler ratio(double ratio) {
		return this.properties.consistent() ? new Ratio(ratio, true, this.reasons.named("ratio"))
				: Sampler.traceIdRatioBased(ratio);
	}

	// Off is off: no rule can turn it on again, only who forces a trace.
	private TracingSampler off(boolean parentBased) {
		return new TracingSampler(Sampler.alwaysOff(), parentBased, plan(true, false), this.reasons, this.recording);
	}

	private TracingSampler sampler(Sampler fixed, double ratio, boolean parentBased) {
		List<Control> controls = controls(ratio);
		HardLimit hardLimit = hardLimit();
		Double ceiling = this.properties.load().ceiling();
		double highest = (ceiling != null && this.properties.load().isSet()) ? Math.max(ceiling, ratio) : ratio;
		Sampler root = (controls.isEmpty() && hardLimit == null) ? fixed : new AdaptiveRatio(highest,
				this.properties.consistent(), this.reasons.named("ratio"), controls, hardLimit, this.nanoTime);
		List<CompiledRule> rules = new RuleCompiler(this.properties.consistent(), this.reasons, this.nanoTime)
			.compile(this.properties.rules());
		boolean attributes = this.properties.rules().stream().anyMatch(Conditions::needAttributes);
		boolean nothing = highest == 0.0 && rules.stream().allMatch(CompiledRule::keepsNothing);
		Sampler ruled = rules.isEmpty() ? root : new RuleSampler(rules, root);
		return new TracingSampler(ruled, parentBased, plan(nothing, attributes || highest > 0.5), this.reasons,
				this.recording);
	}

	private RootPlan plan(boolean keepsNothing, boolean wantsAttributes) {
		SamplingProperties.Force force = this.properties.force();
		return new RootPlan(keepsNothing, wantsAttributes || !force.attributes().isEmpty(), force.secret() != null,
				Conditions.attributes(force.attributes()));
	}

	private List<Control> controls(double ratio) {
		List<Control> controls = new ArrayList<>();
		Double limit = this.properties.maxTracesPerSecond();
		if (limit != null) {
			controls.add(new RateControl(limit, burst(limit), this.reasons.named("rate-limit")));
		}
		SamplingProperties.Load load = this.properties.load();
		if (load.isSet()) {
			controls.add(loadControl(load, ratio));
		}
		return controls;
	}

	private Control loadControl(SamplingProperties.Load load, double ratio) {
		double ceiling = (load.ceiling() != null) ? load.ceiling() : ratio;
		double maxQps = (load.maxQps() != null) ? load.maxQps() : Double.MAX_VALUE;
		return new LoadControl(load.floor(), Math.min(ratio, ceiling), ceiling, maxQps, load.hysteresis(),
				load.interval().toNanos() / 1e9, load.recovery().toNanos() / 1e9,
				Stress.ofProcess(load.maxCpu(), load.maxHeapAfterGc()), this.reasons.named("load"));
	}

	private @Nullable HardLimit hardLimit() {
		Double limit = this.properties.maxTracesPerSecond();
		if (limit == null || !this.properties.hard()) {
			return null;
		}
		Reason reason = this.reasons.named("rate-limit");
		return new HardLimit(limit, burst(limit), this.nanoTime.getAsLong(), reason);
	}

	private int burst(double limit) {
		Integer burst = this.properties.burst();
		return (burst != null) ? burst : (int) Math.ceil(limit);
	}

}
