/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.tracing.boot.UnsampledRecording;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Puts the steps of the decision together: rules, then the limits, then the ratio. A step
 * that nobody asked for is not there.
 */
final class SamplerAssembly {

	private final SamplingPlan plan;

	private final SamplingProperties properties;

	private final Reasons reasons;

	private final Reasons dryRunReasons;

	private final SteadyRatios ratios;

	private final Surroundings around;

	/**
	 * Creates an assembly.
	 * @param plan what is to be in effect
	 * @param reasons what counts decisions
	 * @param dryRunReasons what counts those that are only tried
	 * @param ratios ratios that follow the load
	 * @param around what is around the sampler
	 */
	SamplerAssembly(SamplingPlan plan, Reasons reasons, Reasons dryRunReasons, SteadyRatios ratios,
			Surroundings around) {
		this.plan = plan;
		this.properties = plan.properties();
		this.reasons = reasons;
		this.dryRunReasons = dryRunReasons;
		this.ratios = ratios;
		this.around = around;
		reasons.show(showsReasons(plan, around.recording() != UnsampledRecording.NONE));
	}

	// Where nothing but a ratio decides there is nothing to tell.
	private static boolean showsReasons(SamplingPlan plan, boolean recording) {
		SamplingProperties properties = plan.properties();
		Boolean wanted = properties.reasonAttribute();
		return (wanted != null) ? wanted
				: recording || plan.remote() || !plan.rules().isEmpty() || properties.maxTracesPerSecond() != null
						|| properties.load().isSet() || properties.force().secret() != null
						|| !properties.force().attributes().isEmpty();
	}

	TracingSampler sampler() {
		double ratio = this.plan.ratio();
		return switch (this.plan.strategy()) {
			case ALWAYS_ON -> sampler(alwaysOn(), 1.0, false);
			case ALWAYS_OFF -> off(false);
			case TRACE_ID_RATIO -> byRatio(ratio, false);
			case PARENT_BASED_ALWAYS_ON -> sampler(alwaysOn(), 1.0, true);
			case PARENT_BASED_ALWAYS_OFF -> off(true);
			case PARENT_BASED_TRACE_ID_RATIO -> byRatio(ratio, true);
		};
	}

	private TracingSampler byRatio(double ratio, boolean parentBased) {
		RemoteSampler remote = this.plan.remote() ? this.around.remote().get() : null;
		return (remote != null)
				? sampler(new RemoteRatio(remote, this.reasons.named("remote")), RemoteRatio.UNKNOWN, parentBased)
				: sampler(ratio(ratio), ratio, parentBased);
	}

	private Sampler ratio(double ratio) {
		return this.properties.consistent() ? new Ratio(ratio, true, this.reasons.named("ratio"))
				: new Reasoned(Sampler.traceIdRatioBased(ratio), this.reasons.named("ratio"));
	}

	private Sampler alwaysOn() {
		return new Reasoned(Sampler.alwaysOn(), this.reasons.named("always-on"));
	}

	// Off is off: no rule can turn it on again, only who forces a trace.
	private TracingSampler off(boolean parentBased) {
		return rehearsing(Sampler.alwaysOff(), parentBased, true, false);
	}

	private TracingSampler sampler(Sampler fixed, double ratio, boolean parentBased) {
		List<Control> controls = controls(ratio);
		HardLimit hardLimit = hardLimit();
		Double ceiling = this.properties.load().ceiling();
		double highest = (ceiling != null && this.properties.load().isSet()) ? Math.max(ceiling, ratio) : ratio;
		Sampler root = (controls.isEmpty() && hardLimit == null) ? fixed
				: this.ratios.get(
						Arrays.asList(ratio, this.properties.consistent(), this.properties.maxTracesPerSecond(),
								this.properties.burst(), this.properties.hard(), this.properties.load()),
						() -> new AdaptiveRatio(highest, this.properties.consistent(), this.reasons.named("ratio"),
								controls, hardLimit, this.around.nanoTime()));
		List<CompiledRule> rules = compiler(this.reasons).compile(this.plan.enabledRules());
		boolean attributes = needAttributes(this.plan.enabledRules());
		boolean nothing = highest == 0.0 && rules.stream().allMatch(CompiledRule::keepsNothing);
		Sampler ruled = rules.isEmpty() ? root : new RuleSampler(rules, root);
		return rehearsing(ruled, parentBased, nothing, attributes || highest > 0.5);
	}

	// Rules that are only counted must see the traces, also where none is kept.
	private TracingSampler rehearsing(Sampler root, boolean parentBased, boolean nothing, boolean attributes) {
		List<NamedRule> rules = this.plan.dryRun().stream().filter(NamedRule::enabled).toList();
		if (rules.isEmpty()) {
			return new TracingSampler(root, parentBased, rootPlan(nothing, attributes), this.reasons,
					this.around.recording());
		}
		Sampler otherwise = new Ratio(this.plan.lastRatio(), this.properties.consistent(),
				this.dryRunReasons.named("ratio"));
		RuleSampler rehearsed = new RuleSampler(compiler(this.dryRunReasons).compile(rules), otherwise);
		return new TracingSampler(new DryRunSampler(rehearsed, root), parentBased,
				rootPlan(false, attributes || needAttributes(rules)), this.reasons, this.around.recording());
	}

	private RuleCompiler compiler(Reasons reasons) {
		return new RuleCompiler(this.properties.consistent(), reasons, this.ratios, this.around.nanoTime());
	}

	private static boolean needAttributes(List<NamedRule> rules) {
		return rules.stream().anyMatch((rule) -> Conditions.needAttributes(rule.rule()));
	}

	private RootPlan rootPlan(boolean keepsNothing, boolean wantsAttributes) {
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
		Stress stress = Stress.ofProcess(load.maxCpu(), load.maxHeapAfterGc())
			.and(load.maxQueue(), this.around.queueFill());
		LastLook look = new LastLook(stress, this.around.looker());
		return new LoadControl(load.floor(), Math.min(ratio, ceiling), ceiling, maxQps, load.hysteresis(),
				load.interval().toNanos() / 1e9, load.recovery().toNanos() / 1e9, look, this.reasons.named("load"));
	}

	private @Nullable HardLimit hardLimit() {
		Double limit = this.properties.maxTracesPerSecond();
		if (limit == null || !this.properties.hard()) {
			return null;
		}
		Reason reason = this.reasons.named("rate-limit");
		return new HardLimit(limit, burst(limit), this.around.nanoTime().getAsLong(), reason);
	}

	private int burst(double limit) {
		Integer burst = this.properties.burst();
		return (burst != null) ? burst : (int) Math.ceil(limit);
	}

}
