/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;

/**
 * The conditions of one rule, the cheap ones first.
 */
final class Conditions {

	private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");

	private static final AttributeKey<String> RPC_METHOD = AttributeKey.stringKey("rpc.method");

	private static final AttributeKey<String> RPC_SERVICE = AttributeKey.stringKey("rpc.service");

	private Conditions() {
	}

	/**
	 * Makes the conditions of a rule that has been checked.
	 * @param rule the rule
	 * @return what must hold for it to match, all of it
	 */
	static Condition[] of(SamplingProperties.Rule rule) {
		List<Condition> conditions = new ArrayList<>();
		SpanKind kind = rule.kind();
		if (kind != null) {
			conditions.add((candidate) -> candidate.kind() == kind);
		}
		if (rule.spanName() != null) {
			Wildcard name = new Wildcard(rule.spanName());
			conditions.add((candidate) -> name.matches(candidate.name()));
		}
		if (!rule.method().isEmpty()) {
			String[] methods = rule.method().toArray(String[]::new);
			conditions.add((candidate) -> isAmong(candidate.method(), methods));
		}
		if (rule.path() != null) {
			conditions.add(new PathCondition(rule.path()));
		}
		if (rule.topic() != null) {
			Attribute topic = new Attribute(DESTINATION.getKey(), new Values(null, rule.topic(), null, null));
			conditions.add((candidate) -> topic.matches(candidate.attributes()));
		}
		if (rule.grpcMethod() != null) {
			Wildcard method = new Wildcard(rule.grpcMethod());
			conditions.add((candidate) -> isCalled(candidate.attributes(), method));
		}
		rule.headers().forEach((header) -> conditions.add(header(header)));
		for (Attribute attribute : attributes(rule.attributes())) {
			conditions.add((candidate) -> attribute.matches(candidate.attributes()));
		}
		return conditions.toArray(Condition[]::new);
	}

	static List<Attribute> attributes(List<SamplingProperties.Match> matches) {
		return matches.stream().map(Attribute::of).toList();
	}

	/**
	 * Whether a rule looks at attributes.
	 * @param rule the rule
	 * @return whether they must be known when the span starts
	 */
	static boolean needAttributes(SamplingProperties.Rule rule) {
		return !rule.method().isEmpty() || rule.path() != null || rule.topic() != null || rule.grpcMethod() != null
				|| !rule.attributes().isEmpty();
	}

	private static Condition header(SamplingProperties.Match match) {
		String name = String.valueOf(match.name());
		Values values = values(match);
		return (candidate) -> {
			String value = ReceivedHeaders.get(candidate.context(), name);
			return value != null && values.match(value);
		};
	}

	private static Values values(SamplingProperties.Match match) {
		return new Values(match.value(), match.pattern(), match.min(), match.max());
	}

	private static boolean isAmong(String method, String[] methods) {
		for (String each : methods) {
			if (each.equals(method)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isCalled(Attributes attributes, Wildcard pattern) {
		String method = attributes.get(RPC_METHOD);
		if (method == null) {
			return false;
		}
		String service = (method.indexOf('/') < 0) ? attributes.get(RPC_SERVICE) : null;
		return pattern.matches((service != null) ? service + "/" + method : method);
	}

}
