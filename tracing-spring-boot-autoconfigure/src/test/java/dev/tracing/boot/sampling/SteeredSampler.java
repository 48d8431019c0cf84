/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tracing.boot.EndpointRequest;
import dev.tracing.boot.UnsampledRecording;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

import org.springframework.mock.env.MockEnvironment;

/**
 * A sampler and its steering, with a time of their own.
 */
final class SteeredSampler {

	static final String KEPT_BY_HALF = "0af7651916cd43dd84ffffffffffffff";

	static final Surroundings AROUND = new Surroundings(System::nanoTime, () -> null, UnsampledRecording.NONE, () -> 0,
			Runnable::run);

	final ManualScheduler time = new ManualScheduler();

	final List<ChangeEvent> told = new ArrayList<>();

	final SamplingHeaders headers;

	final Steering steering;

	SteeredSampler(String... properties) {
		SamplingPlan plan = plan(properties);
		this.headers = SamplingHeaders.of(plan.properties());
		this.steering = new Steering(plan, this.time, this.time, AROUND, this.headers::follow, this.told::add);
	}

	static SamplingPlan plan(String... properties) {
		MockEnvironment environment = new MockEnvironment();
		for (String property : properties) {
			String[] parts = property.split("=", 2);
			String prefix = parts[0].startsWith("management.") ? "" : "tracing.sampling.";
			environment.setProperty(prefix + parts[0], parts[1]);
		}
		return SamplingPlan.bind(environment);
	}

	static String ratio(double ratio) {
		return "management.tracing.sampling.probability=" + ratio;
	}

	static NamedRule rule(String... arguments) {
		return RuleArguments.rule(request(arguments));
	}

	static EndpointRequest request(String... arguments) {
		Map<String, List<String>> values = new HashMap<>();
		for (String argument : arguments) {
			String[] parts = argument.split("=", 2);
			values.put(parts[0], List.of(parts[1].split(",")));
		}
		return new EndpointRequest("alice", values);
	}

	void make(Change change, Duration ttl) {
		this.steering.make(change, ttl, "alice");
	}

	SamplingResult decide(Attributes attributes) {
		return decide(Context.root(), attributes);
	}

	SamplingResult decide(Context context, Attributes attributes) {
		return this.steering.sampler()
			.shouldSample(context, KEPT_BY_HALF, "GET", SpanKind.SERVER, attributes, List.of());
	}

	boolean keeps(Attributes attributes) {
		return decide(attributes).getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
	}

	List<String> told() {
		return this.told.stream().map(ChangeEvent::toString).toList();
	}

}
