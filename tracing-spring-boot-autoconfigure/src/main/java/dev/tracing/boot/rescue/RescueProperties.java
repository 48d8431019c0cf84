/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the rescue of traces that were not sampled.
 *
 * @param enabled Whether traces that are not sampled are recorded until they end, and
 * exported if they turn out to matter. Defaults to true where a ratio between 0 and 1
 * decides on sampling.
 * @param errors Part of the traces with an error that is kept, from 0.0 to 1.0.
 * @param errorScope Whose errors count.
 * @param slowerThan Time after which a local root counts as slow, unless a rule says
 * otherwise.
 * @param slowRatio Part of the slow traces that is kept, from 0.0 to 1.0.
 * @param neverSlow Patterns of paths, such as /polls/**, or of span names that are meant
 * to last. Streams of events and WebSockets are known to.
 * @param conditions Attributes that make a trace worth keeping.
 * @param linger Time that a trace waits for spans that run on when its local root has
 * ended.
 * @param maxPerSecond Most traces per second that are rescued for one kind: one route and
 * one type of error.
 * @param maxTotalPerSecond Most traces per second that are rescued for all kinds
 * together.
 * @param reservePerSecond Traces per second that are rescued beyond that, for kinds that
 * were not seen for a minute.
 * @param maxKinds Most kinds that are told apart; further ones share one allowance.
 * @param maxTraces Most traces that wait for their end; beyond that the oldest one is
 * forgotten.
 * @param maxSpansPerTrace Most spans of one trace that wait, 2 or more: the first half,
 * and then the erroneous and the slowest.
 * @param maxBytes Most memory of all spans that wait, about; beyond that the oldest trace
 * is forgotten.
 * @param maxVerdicts Most rescued traces that are remembered for spans that end later.
 * @param acrossServices Whether services tell their callers in the header Server-Timing
 * that they rescue a trace, and callers rescue it then, too.
 * @param maxCpu Part of the processors' time above which nothing more is recorded.
 * @param maxHeapAfterGc Part of the heap that is still used after a collection above
 * which nothing more is recorded.
 */
@ConfigurationProperties("tracing.sampling.rescue")
public record RescueProperties(@Nullable Boolean enabled, @DefaultValue("1.0") double errors,
		@DefaultValue("any-span") ErrorScope errorScope, @DefaultValue("1s") Duration slowerThan,
		@DefaultValue("1.0") double slowRatio, @DefaultValue List<String> neverSlow,
		@DefaultValue List<Condition> conditions, @DefaultValue("0s") Duration linger,
		@DefaultValue("10") double maxPerSecond, @DefaultValue("100") double maxTotalPerSecond,
		@DefaultValue("10") double reservePerSecond, @DefaultValue("1000") int maxKinds,
		@DefaultValue("2000") int maxTraces, @DefaultValue("200") int maxSpansPerTrace,
		@DefaultValue("16MB") DataSize maxBytes, @DefaultValue("1000") int maxVerdicts,
		@DefaultValue("false") boolean acrossServices, @DefaultValue("0.9") double maxCpu,
		@DefaultValue("0.85") double maxHeapAfterGc) {

	public RescueProperties {
		neverSlow = List.copyOf(neverSlow);
		conditions = List.copyOf(conditions);
	}

	/**
	 * An attribute and its values. With nothing but an attribute it must be there.
	 *
	 * @param name Name in tracing.sampling.reason. Defaults to the attribute.
	 * @param attribute Name of the attribute, on any span of the trace.
	 * @param value The value: text, a number, true or false.
	 * @param pattern Pattern of the value, in which * stands for any text.
	 * @param min Lowest number that matches.
	 * @param max Highest number that matches.
	 */
	public record Condition(@Nullable String name, @Nullable String attribute, @Nullable String value,
			@Nullable String pattern, @Nullable Double min, @Nullable Double max) {
	}

}
