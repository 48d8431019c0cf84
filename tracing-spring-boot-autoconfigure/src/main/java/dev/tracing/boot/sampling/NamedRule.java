/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A rule that has been checked, under the name by which it is counted.
 *
 * @param name its name; the index of a configured rule that has none
 * @param rule the rule
 * @param enabled whether it is asked
 * @param temporary whether it came while the application was running
 */
record NamedRule(String name, SamplingProperties.Rule rule, boolean enabled, boolean temporary) {

	/**
	 * Checks rules.
	 * @param rules rules as they are configured
	 * @param property property under which they stand
	 * @return the rules
	 */
	static List<NamedRule> of(List<SamplingProperties.Rule> rules, String property) {
		List<NamedRule> named = new ArrayList<>();
		Set<String> names = new HashSet<>();
		for (int i = 0; i < rules.size(); i++) {
			SamplingProperties.Rule rule = rules.get(i);
			RuleCheck check = new RuleCheck(property + "[" + i + "]");
			check.check(rule);
			String name = (rule.name() != null) ? rule.name() : Integer.toString(i);
			check.require(names.add(name), ".name", name,
					"Another rule has this name. Write one that is not used yet.");
			named.add(new NamedRule(name, rule, rule.enabled(), false));
		}
		return List.copyOf(named);
	}

	NamedRule enabled(boolean enabled) {
		return new NamedRule(this.name, this.rule, enabled, this.temporary);
	}

	String reason() {
		return "rule:" + this.name;
	}

}
