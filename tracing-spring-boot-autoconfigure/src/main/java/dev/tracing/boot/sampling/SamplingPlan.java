/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties.Sampler;
import org.springframework.core.env.Environment;

/**
 * What is to be in effect: what is configured, or that with changes.
 *
 * @param properties properties that have been checked
 * @param strategy the sampler
 * @param ratio the ratio, for the samplers that have one
 * @param rules the rules in their order, also those that are not enabled
 * @param dryRun rules that are only counted
 */
record SamplingPlan(SamplingProperties properties, Sampler strategy, double ratio, List<NamedRule> rules,
		List<NamedRule> dryRun) {

	SamplingPlan {
		rules = List.copyOf(rules);
		dryRun = List.copyOf(dryRun);
	}

	/**
	 * Checks what is configured.
	 * @param properties our properties
	 * @param tracing Spring Boot's, with the ratio that is in effect
	 * @param openTelemetry Spring Boot's, with the strategy
	 * @return the plan
	 */
	static SamplingPlan of(SamplingProperties properties, TracingProperties tracing,
			OpenTelemetryTracingProperties openTelemetry) {
		SamplingCheck.check(properties);
		double ratio = tracing.getSampling().getProbability();
		if (!(ratio >= 0.0 && ratio <= 1.0)) {
			throw new InvalidConfigurationPropertyValueException("management.tracing.sampling.probability", ratio,
					"It must be from 0.0 (no trace) to 1.0 (every trace). Write 0.1 to keep one trace in ten.");
		}
		return new SamplingPlan(properties, openTelemetry.getSampler(), ratio,
				NamedRule.of(properties.rules(), "tracing.sampling.rules"),
				NamedRule.of(properties.dryRun().rules(), "tracing.sampling.dry-run.rules"));
	}

	/**
	 * Reads what is configured now: the properties of the beans are those of the start.
	 * @param environment the environment
	 * @return the plan
	 */
	static SamplingPlan bind(Environment environment) {
		Binder binder = Binder.get(environment);
		return of(binder.bindOrCreate("tracing.sampling", SamplingProperties.class),
				binder.bindOrCreate("management.tracing", TracingProperties.class),
				binder.bindOrCreate("management.opentelemetry.tracing", OpenTelemetryTracingProperties.class));
	}

	boolean isOff() {
		return this.strategy == Sampler.ALWAYS_OFF || this.strategy == Sampler.PARENT_BASED_ALWAYS_OFF;
	}

	boolean isParentBased() {
		return this.strategy.name().startsWith("PARENT_BASED");
	}

	/**
	 * Part of the traces that is kept where no rule and no limit decides.
	 * @return a number from 0 to 1
	 */
	double lastRatio() {
		if (isOff()) {
			return 0.0;
		}
		return this.strategy.name().endsWith("ALWAYS_ON") ? 1.0 : this.ratio;
	}

	List<NamedRule> enabledRules() {
		return this.rules.stream().filter(NamedRule::enabled).toList();
	}

	/**
	 * Names of headers that rules look at, be they enabled or not.
	 * @return the names
	 */
	Set<String> headers() {
		Set<String> names = new TreeSet<>();
		Stream.concat(this.rules.stream(), this.dryRun.stream())
			.flatMap((rule) -> rule.rule().headers().stream())
			.forEach((header) -> names.add(String.valueOf(header.name())));
		return names;
	}

	// Who sets a ratio wants it to count, also where the strategy has none.
	SamplingPlan withRatio(double ratio) {
		Sampler ratioBased = isParentBased() ? Sampler.PARENT_BASED_TRACE_ID_RATIO : Sampler.TRACE_ID_RATIO;
		return new SamplingPlan(this.properties, ratioBased, ratio, this.rules, this.dryRun);
	}

	SamplingPlan withRule(NamedRule rule) {
		return new SamplingPlan(this.properties, this.strategy, this.ratio, with(this.rules, rule), this.dryRun);
	}

	SamplingPlan withDryRun(NamedRule rule) {
		return new SamplingPlan(this.properties, this.strategy, this.ratio, this.rules, with(this.dryRun, rule));
	}

	SamplingPlan withEnabled(String name, boolean enabled) {
		List<NamedRule> switched = this.rules.stream()
			.map((rule) -> rule.name().equals(name) ? rule.enabled(enabled) : rule)
			.toList();
		return new SamplingPlan(this.properties, this.strategy, this.ratio, switched, this.dryRun);
	}

	// A rule stands in for one of its name; otherwise it is asked before all others.
	private static List<NamedRule> with(List<NamedRule> rules, NamedRule rule) {
		List<NamedRule> result = new ArrayList<>(rules);
		result.replaceAll((each) -> each.name().equals(rule.name()) ? rule : each);
		if (!result.contains(rule)) {
			result.add(0, rule);
		}
		return result;
	}

}
