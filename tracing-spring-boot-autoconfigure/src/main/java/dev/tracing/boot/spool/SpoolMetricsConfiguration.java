/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What is on disk, in files and bytes; the spans in them are in the ledger.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterBinder.class)
class SpoolMetricsConfiguration {

	@Bean
	MeterBinder tracingSpoolMetrics(Spool spool) {
		return (registry) -> {
			Gauge.builder("tracing.spool.requests", spool, Spool::requests)
				.description("Requests on disk")
				.register(registry);
			Gauge.builder("tracing.spool.size", spool, Spool::bytes)
				.baseUnit("bytes")
				.description("Bytes that they take of the disk (tracing.export.spool.max-size)")
				.register(registry);
			FunctionCounter.builder("tracing.spool.quarantined", spool, Spool::quarantined)
				.description("Damaged files that were set aside")
				.register(registry);
		};
	}

}
