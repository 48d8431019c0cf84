/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * The steps of which a sampler is made, for who looks at it.
 *
 * @param rehearsed rules that are only counted; null for none
 * @param rules rules that decide
 * @param last what decides where no rule does
 */
record Steps(@Nullable RuleSampler rehearsed, List<CompiledRule> rules, Sampler last) {

	static Steps of(TracingSampler sampler) {
		Sampler root = sampler.root();
		RuleSampler rehearsed = null;
		if (root instanceof DryRunSampler dryRun) {
			rehearsed = dryRun.rehearsed();
			root = dryRun.active();
		}
		return (root instanceof RuleSampler ruled) ? new Steps(rehearsed, ruled.rules(), ruled.otherwise())
				: new Steps(rehearsed, List.of(), root);
	}

	/**
	 * Part of the traces that a sampler keeps now.
	 * @param sampler one of the steps
	 * @param otherwise what is known of it if it does not say
	 * @return a number from 0 to 1
	 */
	static double ratio(Sampler sampler, double otherwise) {
		if (sampler instanceof AdaptiveRatio adaptive) {
			return adaptive.probability();
		}
		return (sampler instanceof Ratio ratio) ? ratio.ratio() : otherwise;
	}

}
