/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DryRunTests {

	private static final Attributes ACME = Attributes.builder().put("tenant", "acme").build();

	@Test
	void isNotThereWithoutRules() {
		SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.0));
		assertThat(sampler.steering.sampler().current().root()).isNotInstanceOf(DryRunSampler.class);
		assertThat(sampler.steering.sampler().drops(Span.getInvalid())).isTrue();
	}

	@Test
	void countsWhatRulesWouldDecideAndDecidesNothing() {
		SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.0), "dry-run.rules[0].name=acme",
				"dry-run.rules[0].attributes[0].name=tenant", "dry-run.rules[0].attributes[0].value=acme",
				"dry-run.rules[0].ratio=1.0");
		LiveSampler live = sampler.steering.sampler();
		assertThat(live.drops(Span.getInvalid())).as("rules see traces").isFalse();
		assertThat(live.wantsAttributes()).isTrue();
		assertThat(sampler.keeps(ACME)).isFalse();
		assertThat(sampler.keeps(Attributes.empty())).isFalse();
		assertThat(counts(sampler, "rule:acme")).isEqualTo("1/0");
		assertThat(counts(sampler, "ratio")).isEqualTo("0/1");
		assertThat(sampler.steering.reasons().find("rule:acme")).as("rule in effect").isNull();
		assertThat(live.getDescription()).isEqualTo("parent-based, root: TraceIdRatioBased{0.000000}");
	}

	@Test
	void rehearsesARatioBesideASamplerThatIsOff() {
		SteeredSampler sampler = new SteeredSampler("management.opentelemetry.tracing.sampler=always_off");
		sampler.make(Change.dryRun(SteeredSampler.rule("name=acme", "attributes=tenant=acme", "ratio=0.5")),
				Duration.ofMinutes(1));
		assertThat(sampler.keeps(ACME)).isFalse();
		assertThat(counts(sampler, "rule:acme")).isEqualTo("1/0");
		sampler.time.advance(Duration.ofMinutes(1));
		assertThat(sampler.steering.sampler().current().root()).isNotInstanceOf(DryRunSampler.class);
		assertThat(sampler.keeps(ACME)).isFalse();
		assertThat(counts(sampler, "rule:acme")).isEqualTo("1/0");
	}

	@Test
	void ruleOfTheSameNameInEffectHasItsOwnLimit() {
		SteeredSampler sampler = new SteeredSampler("rules[0].name=a", "rules[0].kind=server",
				"rules[0].max-per-second=5", "dry-run.rules[0].name=a", "dry-run.rules[0].kind=server",
				"dry-run.rules[0].max-per-second=5");
		Steps steps = Steps.of(sampler.steering.sampler().current());
		assertThat(steps.rehearsed()).isNotNull();
		assertThat(steps.rehearsed().rules().get(0).sampler()).isNotSameAs(steps.rules().get(0).sampler());
	}

	private static String counts(SteeredSampler sampler, String name) {
		Reason reason = sampler.steering.dryRunReasons().find(name);
		return (reason != null) ? reason.sampled() + "/" + reason.dropped() : "none";
	}

}
