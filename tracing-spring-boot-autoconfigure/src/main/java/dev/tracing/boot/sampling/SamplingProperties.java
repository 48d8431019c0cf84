/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;
import java.util.List;

import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;

/**
 * Properties of sampling. Spring Boot's own keys and the OTEL_* variables win over them.
 *
 * @param ratio Part of the traces that is kept, from 0.0 to 1.0. Defaults to 0.1, and to
 * 1.0 under the profiles local and dev and with DevTools.
 * @param strategy Sampler that decides. Defaults to parent-based-trace-id-ratio.
 * @param consistent Whether a kept trace says in its tracestate how many it stands for,
 * and services with different ratios keep the same traces as far as they go.
 * @param reasonAttribute Whether a kept local root says in tracing.sampling.reason why it
 * was kept. Defaults to true where more than a ratio decides.
 * @param rules Rules for traces that begin here; the first that matches decides.
 * @param maxTracesPerSecond Most traces per second that begin here and are kept, of those
 * that no rule decides. Not limited by default.
 * @param burst Traces above the limit that may be kept at once. Defaults to those of one
 * second.
 * @param hard Whether the limit and the burst are never exceeded, even if the kept traces
 * then do not say how many they stand for.
 * @param load How the ratio follows the load.
 * @param force Who may have a single request sampled.
 * @param dryRun Rules that are only counted.
 * @param control What may be changed while the application runs.
 * @param remote Who tells the ratio instead, for a fleet of instances.
 */
@ConfigurationProperties("tracing.sampling")
public record SamplingProperties(@Nullable Double ratio, OpenTelemetryTracingProperties.@Nullable Sampler strategy,
		@DefaultValue("true") boolean consistent, @Nullable Boolean reasonAttribute, @DefaultValue List<Rule> rules,
		@Nullable Double maxTracesPerSecond, @Nullable Integer burst, @DefaultValue("false") boolean hard,
		@DefaultValue Load load, @DefaultValue Force force, @DefaultValue DryRun dryRun, @DefaultValue Control control,
		@DefaultValue Remote remote) {

	public SamplingProperties {
		rules = List.copyOf(rules);
	}

	/**
	 * A rule: what a trace must begin with, and what becomes of it.
	 *
	 * @param name Name in counters and reasons. Defaults to the index.
	 * @param method HTTP methods, one of which the request has.
	 * @param path Pattern of the request's path, with the context path, such as
	 * /orders/**.
	 * @param spanName Pattern of the span's name, in which * stands for any text.
	 * @param kind Kind of the span.
	 * @param topic Pattern of the topic or queue, in which * stands for any text.
	 * @param grpcMethod Pattern of package.Service/Method, in which * stands for any
	 * text.
	 * @param headers Headers that must have certain values.
	 * @param attributes Attributes that must have certain values when the span starts.
	 * @param ratio Part of these traces that is kept, from 0.0 to 1.0.
	 * @param maxPerSecond Most of these traces per second that are kept.
	 * @param drop Whether none of these traces is kept, not even one that fails.
	 * @param slowerThan Time after which such a trace counts as slow, whoever decided on
	 * it. Defaults to tracing.sampling.rescue.slower-than.
	 * @param enabled Whether the rule is asked. One that is not can be switched on while
	 * the application runs.
	 */
	public record Rule(@Nullable String name, @DefaultValue List<String> method, @Nullable String path,
			@Nullable String spanName, @Nullable SpanKind kind, @Nullable String topic, @Nullable String grpcMethod,
			@DefaultValue List<Match> headers, @DefaultValue List<Match> attributes, @Nullable Double ratio,
			@Nullable Double maxPerSecond, @DefaultValue("false") boolean drop, @Nullable Duration slowerThan,
			@DefaultValue("true") boolean enabled) {

		public Rule {
			method = List.copyOf(method);
			headers = List.copyOf(headers);
			attributes = List.copyOf(attributes);
		}

	}

	/**
	 * A header or attribute and its values. With nothing but a name it must be there.
	 *
	 * @param name Name of the header or attribute.
	 * @param value The value: text, a number, true or false.
	 * @param pattern Pattern of the value, in which * stands for any text.
	 * @param min Lowest number that matches.
	 * @param max Highest number that matches.
	 */
	public record Match(@Nullable String name, @Nullable String value, @Nullable String pattern, @Nullable Double min,
			@Nullable Double max) {
	}

	/**
	 * How the ratio follows the load. It does if max-qps, max-cpu, max-heap-after-gc or
	 * max-queue is set.
	 *
	 * @param maxQps Traces per second that begin here up to which the ratio needs no
	 * lowering.
	 * @param floor Lowest ratio, unless the configured one is lower.
	 * @param ceiling Highest ratio. Defaults to the configured ratio.
	 * @param hysteresis Part of what is affordable that must stay free after a doubling.
	 * @param interval Time after which the ratio may be halved again.
	 * @param recovery Time without change after which the ratio may be doubled.
	 * @param maxCpu Part of the processors' time above which the ratio is halved.
	 * @param maxHeapAfterGc Part of the heap that is still used after a collection above
	 * which the ratio is halved.
	 * @param maxQueue Part of the queue before the export that waits above which the
	 * ratio is halved. Ignored where the application exports with a processor of its own.
	 */
	public record Load(@Nullable Double maxQps, @DefaultValue("0.01") double floor, @Nullable Double ceiling,
			@DefaultValue("0.2") double hysteresis, @DefaultValue("5s") Duration interval,
			@DefaultValue("30s") Duration recovery, @Nullable Double maxCpu, @Nullable Double maxHeapAfterGc,
			@Nullable Double maxQueue) {

		boolean isSet() {
			return this.maxQps != null || this.maxCpu != null || this.maxHeapAfterGc != null || this.maxQueue != null;
		}

	}

	/**
	 * Who may have a single request sampled, here and in all services that it reaches.
	 *
	 * @param header Name of the header that must carry the secret.
	 * @param secret What the header must carry, 16 characters or more. Without it the
	 * header does nothing.
	 * @param attributes Attributes that must all have certain values when the span
	 * starts.
	 */
	public record Force(@DefaultValue("X-Force-Trace") String header, @Nullable String secret,
			@DefaultValue List<Match> attributes) {

		public Force {
			attributes = List.copyOf(attributes);
		}

		@Override
		public String toString() {
			return "Force[header=" + this.header + ", attributes=" + this.attributes + "]";
		}

	}

	/**
	 * Rules that are evaluated beside those in effect and only counted.
	 *
	 * @param rules Rules of which tracing.sampling.dry-run.decisions counts what they
	 * would have decided.
	 */
	public record DryRun(@DefaultValue List<Rule> rules) {

		public DryRun {
			rules = List.copyOf(rules);
		}

	}

	/**
	 * What may be changed while the application runs.
	 *
	 * @param maxTtl Longest time after which a change is taken back by itself.
	 * @param maxChanges Most changes in effect at a time, and most names that temporary
	 * rules have had since the start.
	 * @param recentDecisions Decisions that the endpoint shows. 0 for none.
	 */
	public record Control(@DefaultValue("1h") Duration maxTtl, @DefaultValue("50") int maxChanges,
			@DefaultValue("100") int recentDecisions) {
	}

	/**
	 * Who tells the ratio: a collector that speaks Jaeger's protocol for remote sampling.
	 * Where the strategy has no ratio, nobody is asked.
	 *
	 * @param endpoint Address of the collector, such as http://collector:14250. Nobody is
	 * asked by default.
	 * @param pollingInterval Time between two questions.
	 */
	public record Remote(@Nullable String endpoint, @DefaultValue("1m") Duration pollingInterval) {
	}

}
