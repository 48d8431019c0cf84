/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Rules in words.
 */
final class RuleTexts {

	private RuleTexts() {
	}

	static String of(SamplingProperties.Rule rule) {
		List<String> conditions = conditions(rule);
		return outcome(rule) + (conditions.isEmpty() ? "" : " where " + String.join(", ", conditions));
	}

	static String outcome(SamplingProperties.Rule rule) {
		if (rule.maxPerSecond() != null) {
			return "at most " + rule.maxPerSecond() + " per second";
		}
		return rule.drop() ? "drop" : "ratio " + rule.ratio();
	}

	/**
	 * Says the conditions of a rule.
	 * @param rule the rule
	 * @return one text for each, in the order of {@link Conditions#of}
	 */
	static List<String> conditions(SamplingProperties.Rule rule) {
		List<String> texts = new ArrayList<>();
		if (rule.kind() != null) {
			texts.add("kind " + rule.kind().name().toLowerCase(Locale.ROOT));
		}
		if (rule.spanName() != null) {
			texts.add("span name " + rule.spanName());
		}
		if (!rule.method().isEmpty()) {
			texts.add("method " + String.join(" or ", rule.method()));
		}
		if (rule.path() != null) {
			texts.add("path " + rule.path());
		}
		if (rule.topic() != null) {
			texts.add("topic " + rule.topic());
		}
		if (rule.grpcMethod() != null) {
			texts.add("gRPC method " + rule.grpcMethod());
		}
		rule.headers().forEach((header) -> texts.add("header " + match(header)));
		rule.attributes().forEach((attribute) -> texts.add("attribute " + match(attribute)));
		return texts;
	}

	private static String match(SamplingProperties.Match match) {
		if (match.value() != null) {
			return match.name() + "=" + match.value();
		}
		if (match.pattern() != null) {
			return match.name() + "=" + match.pattern();
		}
		if (match.min() != null || match.max() != null) {
			return match.name() + "=" + text(match.min()) + ".." + text(match.max());
		}
		return String.valueOf(match.name());
	}

	private static String text(@Nullable Double bound) {
		return (bound != null) ? bound.toString() : "";
	}

}
