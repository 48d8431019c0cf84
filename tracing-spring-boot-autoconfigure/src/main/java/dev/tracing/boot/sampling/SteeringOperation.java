/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import dev.tracing.boot.EndpointOperation;
import dev.tracing.boot.EndpointRequest;

import org.springframework.boot.convert.DurationStyle;

/**
 * Makes changes of one kind by the endpoint.
 */
final class SteeringOperation implements EndpointOperation {

	private final Steering steering;

	private final Change.Kind kind;

	private final Function<EndpointRequest, Change> change;

	private SteeringOperation(Steering steering, Change.Kind kind, Function<EndpointRequest, Change> change) {
		this.steering = steering;
		this.kind = kind;
		this.change = change;
	}

	static SteeringOperation ratio(Steering steering) {
		return new SteeringOperation(steering, Change.Kind.RATIO, SteeringOperation::ratio);
	}

	static SteeringOperation rule(Steering steering) {
		return new SteeringOperation(steering, Change.Kind.RULE,
				(request) -> Change.rule(RuleArguments.rule(request)));
	}

	static SteeringOperation enabled(Steering steering) {
		return new SteeringOperation(steering, Change.Kind.SWITCH, SteeringOperation::enabled);
	}

	static SteeringOperation dryRun(Steering steering) {
		return new SteeringOperation(steering, Change.Kind.DRY_RUN,
				(request) -> Change.dryRun(RuleArguments.rule(request)));
	}

	private static Change ratio(EndpointRequest request) {
		request.required("ratio", "a number from 0.0 to 1.0");
		Double ratio = request.number("ratio");
		if (ratio == null || !(ratio >= 0.0 && ratio <= 1.0)) {
			throw new IllegalArgumentException(
					"'ratio' must be from 0.0 (no trace) to 1.0 (every trace) but is " + ratio + ".");
		}
		return Change.ratio(ratio);
	}

	private static Change enabled(EndpointRequest request) {
		String name = request.required("name", "the name of a rule");
		request.required("enabled", "true or false");
		return Change.enabled(name, RuleArguments.isTrue(request, "enabled", true));
	}

	@Override
	public String name() {
		return this.kind.text();
	}

	@Override
	public Object run(EndpointRequest request) {
		Duration ttl = ttl(request);
		TimedChange made = this.steering.make(this.change.apply(request), ttl, request.principal());
		Map<String, Object> shown = new LinkedHashMap<>(made.shown());
		shown.put("sampler", this.steering.sampler().getDescription());
		return shown;
	}

	private static Duration ttl(EndpointRequest request) {
		String ttl = request.required("ttl", "the time after which the change is taken back, such as 10m");
		try {
			return DurationStyle.detectAndParse(ttl);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'ttl' must be a time such as 10m but is '" + ttl + "'.", ex);
		}
	}

	@Override
	public int revert(EndpointRequest request) {
		return this.steering.revert(this.kind, request.text("name"), request.principal());
	}

}
