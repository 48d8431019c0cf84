/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.InstantSource;

import dev.tracing.boot.UnsampledRecording;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import org.springframework.mock.env.MockEnvironment;

/**
 * Samplers as they are in an application.
 */
final class Samplers {

	private static final int RECENT = 100;

	private Samplers() {
	}

	/**
	 * Makes what properties ask for.
	 * @param properties properties beneath {@code tracing.sampling} beside a ratio of
	 * 0.1, with their values
	 * @return the sampler
	 */
	static Sampler of(String... properties) {
		MockEnvironment environment = new MockEnvironment();
		environment.setProperty("management.tracing.sampling.probability", "0.1");
		for (String property : properties) {
			String[] parts = property.split("=", 2);
			environment.setProperty("tracing.sampling." + parts[0], parts[1]);
		}
		Surroundings around = new Surroundings(System::nanoTime, () -> null, UnsampledRecording.NONE, () -> 0,
				Runnable::run);
		SamplerAssembly assembly = new SamplerAssembly(SamplingPlan.bind(environment), new Reasons(false),
				new Reasons(false), new SteadyRatios(), around);
		return new LiveSampler(assembly.sampler(), new RecentDecisions(RECENT, InstantSource.system()));
	}

	/**
	 * Makes a sampler with rules of paths and methods, none of which matches.
	 * @param count how many
	 * @return the sampler
	 */
	static Sampler withRules(int count) {
		String[] properties = new String[count * 3];
		for (int i = 0; i < count; i++) {
			String rule = "rules[" + i + "].";
			properties[3 * i] = rule + "method=" + ((i % 2 == 0) ? "GET" : "POST");
			properties[3 * i + 1] = rule + "path=/things" + i + ((i % 4 == 0) ? "/{id}" : "/**");
			properties[3 * i + 2] = rule + "ratio=1.0";
		}
		return of(properties);
	}

}
