/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;
import java.util.Map;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SteeringTests {

	private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

	private static final Attributes ACME = Attributes.builder().put("tenant", "acme").build();

	private static final Attributes OTHER = Attributes.builder().put("tenant", "other").build();

	@Test
	void ratioIsTakenBackByItself() {
		SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.0));
		assertThat(sampler.steering.sampler().drops(Span.getInvalid())).isTrue();
		sampler.make(Change.ratio(1.0), TEN_MINUTES);
		assertThat(sampler.steering.sampler().drops(Span.getInvalid())).isFalse();
		assertThat(sampler.steering.sampler().wantsAttributes()).isTrue();
		assertThat(sampler.keeps(OTHER)).isTrue();
		sampler.time.advance(Duration.ofMinutes(9));
		assertThat(sampler.keeps(OTHER)).isTrue();
		sampler.time.advance(Duration.ofMinutes(1));
		assertThat(sampler.keeps(OTHER)).isFalse();
		assertThat(sampler.steering.sampler().drops(Span.getInvalid())).isTrue();
		assertThat(sampler.steering.sampler().wantsAttributes()).isFalse();
		assertThat(sampler.steering.changes()).isEmpty();
	}

	@Test
	void temporaryRuleIsAskedFirstAndSaysWhyItKeptATrace() {
		SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.0), "rules[0].name=drop all",
				"rules[0].kind=server", "rules[0].drop=true");
		sampler.make(Change.rule(SteeredSampler.rule("name=acme", "attributes=tenant=acme", "ratio=1.0")), TEN_MINUTES);
		assertThat(sampler.decide(ACME).getAttributes().get(Reason.ATTRIBUTE)).isEqualTo("rule:acme");
		assertThat(sampler.keeps(OTHER)).isFalse();
		sampler.time.advance(TEN_MINUTES);
		assertThat(sampler.keeps(ACME)).isFalse();
		assertThat(sampler.steering.reasons().find("rule:acme")).isNotNull()
			.satisfies((reason) -> assertThat(reason.sampled()).isEqualTo(1));
	}

	@Test
	void temporaryRuleSeesAHeaderThatNobodyReadBefore() {
		SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.0));
		Map<String, String> received = Map.of("X-Tenant", "acme");
		sampler.make(Change.rule(SteeredSampler.rule("name=acme", "headers=X-Tenant=ac*", "ratio=1.0")), TEN_MINUTES);
		Context context = sampler.headers.extract(Context.root(), received, new SamplingRulesTests.MapGetter());
		assertThat(sampler.decide(context, OTHER).getAttributes().get(Reason.ATTRIBUTE)).isEqualTo("rule:acme");
		sampler.time.advance(TEN_MINUTES);
		assertThat(sampler.headers.extract(Context.root(), received, new SamplingRulesTests.MapGetter()))
			.isSameAs(Context.root());
	}

	@Test
	void temporaryRuleStandsInForTheOneOfItsName() {
		SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.0), "rules[0].name=acme",
				"rules[0].attributes[0].name=tenant", "rules[0].attributes[0].value=acme", "rules[0].drop=true");
		sampler.make(Change.rule(SteeredSampler.rule("name=acme", "attributes=tenant=acme", "ratio=1.0")), TEN_MINUTES);
		assertThat(sampler.steering.plan().rules()).hasSize(1);
		assertThat(sampler.keeps(ACME)).isTrue();
		sampler.time.advance(TEN_MINUTES);
		assertThat(sampler.keeps(ACME)).isFalse();
	}

	@Test
	void ruleIsSwitchedOffAndOn() {
		SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.0), "rules[0].name=acme",
				"rules[0].attributes[0].name=tenant", "rules[0].attributes[0].value=acme", "rules[0].ratio=1.0",
				"rules[1].name=others", "rules[1].kind=server", "rules[1].ratio=1.0", "rules[1].enabled=false");
		assertThat(sampler.keeps(ACME)).isTrue();
		assertThat(sampler.keeps(OTHER)).as("switched off from the start").isFalse();
		sampler.make(Change.enabled("acme", false), TEN_MINUTES);
		assertThat(sampler.keeps(ACME)).isFalse();
		sampler.make(Change.enabled("others", true), TEN_MINUTES);
		assertThat(sampler.decide(ACME).getAttributes().get(Reason.ATTRIBUTE)).isEqualTo("rule:others");
		sampler.time.advance(TEN_MINUTES);
		assertThat(sampler.decide(ACME).getAttributes().get(Reason.ATTRIBUTE)).isEqualTo("rule:acme");
		assertThat(sampler.keeps(OTHER)).isFalse();
	}

	@Test
	void changesEndOneByOneAndALaterOneReplacesTheEarlier() {
		SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.0));
		sampler.make(Change.ratio(0.2), Duration.ofMinutes(1));
		sampler.make(Change.rule(SteeredSampler.rule("name=acme", "attributes=tenant=acme", "ratio=1.0")),
				Duration.ofMinutes(2));
		sampler.make(Change.ratio(0.5), Duration.ofMinutes(3));
		sampler.time.advance(Duration.ofMinutes(1));
		assertThat(sampler.steering.plan().ratio()).isEqualTo(0.5);
		assertThat(sampler.steering.changes()).hasSize(2);
		sampler.time.advance(Duration.ofMinutes(1));
		assertThat(sampler.steering.plan().rules()).isEmpty();
		assertThat(sampler.steering.plan().ratio()).isEqualTo(0.5);
		sampler.time.advance(Duration.ofMinutes(1));
		assertThat(sampler.steering.plan().ratio()).isZero();
	}

	@Test
	void everyChangeIsToldAndCounted() {
		SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.0));
		sampler.make(Change.ratio(0.5), TEN_MINUTES);
		sampler.make(Change.dryRun(SteeredSampler.rule("name=acme", "path=/acme/**", "drop=true")),
				Duration.ofMinutes(1));
		assertThat(sampler.steering.revert(Change.Kind.RATIO, null, "bob")).isEqualTo(1);
		assertThat(sampler.steering.revert(Change.Kind.RATIO, null, "bob")).isZero();
		sampler.time.advance(TEN_MINUTES);
		assertThat(sampler.told()).containsExactly("ratio made, 0.5 until 2030-01-01T00:10:00Z, by alice",
				"dry-run 'acme' made, drop where path /acme/** until 2030-01-01T00:01:00Z, by alice",
				"ratio reverted, 0.5, by bob", "dry-run 'acme' expired, drop where path /acme/**, by tracing");
		ChangeCounts counts = sampler.steering.counts();
		assertThat(counts.get(Change.Kind.RATIO, ChangeEvent.Action.MADE)).isEqualTo(1);
		assertThat(counts.get(Change.Kind.RATIO, ChangeEvent.Action.REVERTED)).isEqualTo(1);
		assertThat(counts.get(Change.Kind.RATIO, ChangeEvent.Action.EXPIRED)).isZero();
		assertThat(counts.get(Change.Kind.DRY_RUN, ChangeEvent.Action.EXPIRED)).isEqualTo(1);
	}

	@Test
	void offIsTurnedOnByARatioButByNoRule() {
		SteeredSampler sampler = new SteeredSampler("management.opentelemetry.tracing.sampler=parent_based_always_off");
		Change rule = Change.rule(SteeredSampler.rule("name=acme", "attributes=tenant=acme", "ratio=1.0"));
		assertThatIllegalArgumentException().isThrownBy(() -> sampler.make(rule, TEN_MINUTES))
			.withMessageContaining("tracing.sampling.strategy=parent_based_always_off");
		sampler.make(Change.ratio(0.0), TEN_MINUTES);
		sampler.make(rule, TEN_MINUTES);
		assertThat(sampler.keeps(ACME)).isTrue();
		assertThat(sampler.steering.sampler().getDescription()).startsWith("parent-based");
		sampler.time.advance(TEN_MINUTES);
		assertThat(sampler.keeps(ACME)).isFalse();
	}

	@Test
	void changeWithoutAnEndOrWithATooLateOneIsRefused() {
		SteeredSampler sampler = new SteeredSampler("control.max-ttl=10m");
		sampler.make(Change.ratio(0.5), TEN_MINUTES);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> sampler.make(Change.ratio(0.6), TEN_MINUTES.plusMillis(1)))
			.withMessageContaining("at most 600s (tracing.sampling.control.max-ttl)");
		assertThatIllegalArgumentException().isThrownBy(() -> sampler.make(Change.ratio(0.6), Duration.ZERO));
		assertThat(sampler.steering.plan().ratio()).isEqualTo(0.5);
	}

	@Test
	void oneChangeTooManyIsRefused() {
		SteeredSampler sampler = new SteeredSampler("control.max-changes=2", "rules[0].name=a", "rules[0].drop=true");
		sampler.make(Change.ratio(0.5), TEN_MINUTES);
		sampler.make(Change.enabled("a", false), TEN_MINUTES);
		Change third = Change.rule(SteeredSampler.rule("name=b", "path=/b", "drop=true"));
		assertThatIllegalArgumentException().isThrownBy(() -> sampler.make(third, TEN_MINUTES))
			.withMessageContaining("There are 2 changes in effect");
		sampler.make(Change.ratio(0.6), TEN_MINUTES);
		assertThat(sampler.steering.plan().ratio()).as("in place of the one before").isEqualTo(0.6);
	}

	@Test
	void oneNameTooManyIsRefused() {
		SteeredSampler sampler = new SteeredSampler("control.max-changes=2");
		for (String name : new String[] { "a", "b", "a" }) {
			sampler.make(Change.rule(SteeredSampler.rule("name=" + name, "path=/", "drop=true")), TEN_MINUTES);
			sampler.time.advance(TEN_MINUTES);
		}
		Change third = Change.rule(SteeredSampler.rule("name=c", "path=/", "drop=true"));
		assertThatIllegalArgumentException().isThrownBy(() -> sampler.make(third, TEN_MINUTES))
			.withMessageContaining("Use one of [a, b]");
		assertThat(sampler.steering.reasons().find("rule:c")).isNull();
	}

	@Test
	void unknownRuleCannotBeSwitched() {
		SteeredSampler sampler = new SteeredSampler("rules[0].name=a", "rules[0].drop=true");
		assertThatIllegalArgumentException().isThrownBy(() -> sampler.make(Change.enabled("b", false), TEN_MINUTES))
			.withMessage("There is no rule 'b'. There are [a].");
	}

	@Test
	void limitsGoOnCountingUnderAnotherPlan() {
		SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.5), "max-traces-per-second=10",
				"rules[0].name=a", "rules[0].kind=client", "rules[0].max-per-second=5");
		Steps before = Steps.of(sampler.steering.sampler().current());
		sampler.make(Change.rule(SteeredSampler.rule("name=b", "path=/b", "drop=true")), TEN_MINUTES);
		Steps after = Steps.of(sampler.steering.sampler().current());
		assertThat(after.last()).isSameAs(before.last());
		assertThat(after.rules().get(1).sampler()).isSameAs(before.rules().get(0).sampler());
		sampler.make(Change.ratio(0.6), TEN_MINUTES);
		assertThat(Steps.of(sampler.steering.sampler().current()).last()).isNotSameAs(before.last());
	}

	@Test
	void newConfigurationTakesOverAndChangesGoOn() {
		SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.1));
		sampler.make(Change.rule(SteeredSampler.rule("name=acme", "attributes=tenant=acme", "ratio=1.0")), TEN_MINUTES);
		sampler.told.clear();
		sampler.steering.configure(SteeredSampler.plan(SteeredSampler.ratio(0.1)));
		assertThat(sampler.told).as("nothing is new").isEmpty();
		sampler.steering.configure(SteeredSampler.plan(SteeredSampler.ratio(0.2), "max-traces-per-second=5"));
		assertThat(sampler.told()).containsExactly("configuration made, parent-based, root: 1 rule, otherwise "
				+ "AdaptiveRatio{0.200, rate-limit}, by tracing");
		assertThat(sampler.keeps(ACME)).isTrue();
		sampler.time.advance(TEN_MINUTES);
		assertThat(sampler.steering.sampler().getDescription())
			.isEqualTo("parent-based, root: AdaptiveRatio{0.200, rate-limit}");
	}

	@Test
	void threadEndsWithTheSteering() {
		ExpiryScheduler scheduler = new ExpiryScheduler();
		Steering steering = new Steering(SteeredSampler.plan(), scheduler, new ManualScheduler(), SteeredSampler.AROUND,
				(plan) -> {
				}, (event) -> {
				});
		assertThat(scheduler.getPoolSize()).as("without a change").isZero();
		steering.make(Change.ratio(0.5), TEN_MINUTES, "alice");
		assertThat(scheduler.getPoolSize()).isEqualTo(1);
		steering.close();
		assertThat(scheduler.isShutdown()).isTrue();
		assertThat(scheduler.getQueue()).isEmpty();
	}

}
