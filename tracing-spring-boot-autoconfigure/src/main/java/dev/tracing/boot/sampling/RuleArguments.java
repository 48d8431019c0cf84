/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.tracing.boot.EndpointRequest;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Reads rules from the arguments of the endpoint. They have the names of the properties
 * of a rule; headers and attributes are single texts: {@code name}, {@code name=value},
 * {@code name=pattern*} or {@code name=1..5}.
 */
final class RuleArguments {

	private static final String RANGE = "..";

	private RuleArguments() {
	}

	/**
	 * Reads a rule.
	 * @param request the arguments
	 * @return the rule, checked as a configured one is
	 */
	static NamedRule rule(EndpointRequest request) {
		String name = request.required("name", "a name under which the rule is counted");
		SamplingProperties.Rule rule = new SamplingProperties.Rule(name, request.list("method"), request.text("path"),
				request.text("spanName"), kind(request), request.text("topic"), request.text("grpcMethod"),
				matches(request.list("headers")), matches(request.list("attributes")), request.number("ratio"),
				request.number("maxPerSecond"), isTrue(request, "drop", false), true);
		if (Conditions.of(rule).length == 0) {
			throw new IllegalArgumentException("The rule has no condition and would decide on every trace. "
					+ "Write one, or set the ratio.");
		}
		check(rule);
		return new NamedRule(name, rule, true, true);
	}

	private static void check(SamplingProperties.Rule rule) {
		try {
			new RuleCheck("rule").check(rule);
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			throw new IllegalArgumentException(ex.getName() + ": " + ex.getReason(), ex);
		}
	}

	static @Nullable SpanKind kind(EndpointRequest request) {
		String kind = request.text("kind");
		try {
			return (kind != null) ? SpanKind.valueOf(kind.toUpperCase(Locale.ROOT)) : null;
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"'kind' must be one of " + Arrays.toString(SpanKind.values()) + " but is '" + kind + "'.", ex);
		}
	}

	static boolean isTrue(EndpointRequest request, String name, boolean otherwise) {
		String text = request.text(name);
		if (text == null) {
			return otherwise;
		}
		if (text.equals("true") || text.equals("false")) {
			return text.equals("true");
		}
		throw new IllegalArgumentException("'" + name + "' must be true or false but is '" + text + "'.");
	}

	private static List<SamplingProperties.Match> matches(List<String> texts) {
		return texts.stream().map(RuleArguments::match).toList();
	}

	private static SamplingProperties.Match match(String text) {
		int equals = text.indexOf('=');
		if (equals < 0) {
			return new SamplingProperties.Match(text.strip(), null, null, null, null);
		}
		String name = text.substring(0, equals).strip();
		String value = text.substring(equals + 1).strip();
		int range = value.indexOf(RANGE);
		if (range >= 0 && isBound(value.substring(0, range)) && isBound(value.substring(range + RANGE.length()))) {
			return new SamplingProperties.Match(name, null, null, bound(value.substring(0, range)),
					bound(value.substring(range + RANGE.length())));
		}
		boolean pattern = value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
		return new SamplingProperties.Match(name, pattern ? null : value, pattern ? value : null, null, null);
	}

	private static boolean isBound(String text) {
		return text.isEmpty() || !Double.isNaN(number(text));
	}

	private static @Nullable Double bound(String text) {
		return text.isEmpty() ? null : (Double) number(text);
	}

	private static double number(String text) {
		try {
			return Double.parseDouble(text);
		}
		catch (NumberFormatException ex) {
			return Double.NaN;
		}
	}

}
