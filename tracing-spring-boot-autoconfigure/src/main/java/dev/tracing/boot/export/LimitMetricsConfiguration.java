/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Counters of what the limits of a span cut off.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterBinder.class)
class LimitMetricsConfiguration {

	@Bean
	MeterBinder tracingLimitMetrics(ExportPipeline pipeline) {
		return (registry) -> pipeline.limits()
			.losses()
			.forEach((loss) -> FunctionCounter.builder("tracing.limits.dropped", loss, LimitLoss::sum)
				.tag("kind", loss.kind())
				.description("Parts of spans that tracing.limits.* cut off")
				.register(registry));
	}

}
