/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.ClassUtils;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Refuses a rule that cannot work, and says what to write instead.
 */
final class RuleCheck {

	private static final String PATH_PATTERN = "org.springframework.web.util.pattern.PathPattern";

	private final String prefix;

	/**
	 * Creates a check.
	 * @param prefix property under which the rule stands
	 */
	RuleCheck(String prefix) {
		this.prefix = prefix;
	}

	void check(SamplingProperties.Rule rule) {
		int outcomes = ((rule.ratio() != null) ? 1 : 0) + ((rule.maxPerSecond() != null) ? 1 : 0)
				+ (rule.drop() ? 1 : 0);
		require(outcomes == 1, "", rule, "It must say what becomes of the traces. "
				+ "Write one of ratio (0.0 to 1.0), max-per-second (more than 0) and drop (true).");
		Double ratio = rule.ratio();
		require(ratio == null || (ratio >= 0.0 && ratio <= 1.0), ".ratio", ratio,
				"It must be from 0.0 (no trace) to 1.0 (every trace). Write 0.1 to keep one trace in ten.");
		Double perSecond = rule.maxPerSecond();
		require(perSecond == null || perSecond > 0.0, ".max-per-second", perSecond,
				"It must be more than 0. Write drop: true to keep none of these traces.");
		Duration slowerThan = rule.slowerThan();
		require(slowerThan == null || slowerThan.toMillis() > 0, ".slower-than", slowerThan,
				"It must be 1ms or more. Write 30s to call nothing slow that takes less.");
		if (rule.path() != null) {
			checkPath(rule.path());
		}
		check(".headers", rule.headers());
		for (int i = 0; i < rule.headers().size(); i++) {
			SamplingProperties.Match header = rule.headers().get(i);
			require(header.min() == null && header.max() == null, ".headers[" + i + "]", header,
					"A header is text, and a range is for numbers. Write a value or a pattern.");
		}
		check(".attributes", rule.attributes());
	}

	private void checkPath(String path) {
		require(ClassUtils.isPresent(PATH_PATTERN, null), ".path", path,
				"Paths need spring-web. Add it, or write a condition on an attribute.");
		require(path.startsWith("/"), ".path", path, "It must start with '/'. Write a pattern such as /orders/**.");
		try {
			PathPatternParser.defaultInstance.parse(path);
		}
		catch (PatternParseException ex) {
			require(false, ".path", path,
					"It is not a path pattern (" + ex.getMessage() + "). Write a pattern such as /orders/{id}.");
		}
	}

	/**
	 * Refuses conditions on values that cannot work.
	 * @param property name of the list in the rule
	 * @param matches the conditions
	 */
	void check(String property, List<SamplingProperties.Match> matches) {
		for (int i = 0; i < matches.size(); i++) {
			SamplingProperties.Match match = matches.get(i);
			String name = match.name();
			String at = property + "[" + i + "]";
			require(name != null && !name.isBlank(), at + ".name", name,
					"It must say what is looked at. Write a name.");
			Double min = match.min();
			Double max = match.max();
			int kinds = ((match.value() != null) ? 1 : 0) + ((match.pattern() != null) ? 1 : 0)
					+ ((min != null || max != null) ? 1 : 0);
			require(kinds <= 1, at, match,
					"Only one of value, pattern and a range (min, max) can hold. Write one of them.");
			require(min == null || max == null || min <= max, at + ".min", min,
					"It must not be more than max, which is " + max + ". Write a lower number.");
		}
	}

	void require(boolean holds, String property, @Nullable Object value, String reason) {
		if (!holds) {
			throw new InvalidConfigurationPropertyValueException(this.prefix + property, value, reason);
		}
	}

}
