/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Meters of the books.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterBinder.class)
class LedgerMetricsConfiguration {

	@Bean
	LedgerMetrics tracingLedgerMetrics(Ledger ledger, LocalRoots localRoots, LiveSpans live, UnsampledCounts unsampled,
			ObjectProvider<UnsampledSpans> sources) {
		return new LedgerMetrics(ledger, localRoots, live, unsampled, sources);
	}

	@Bean
	ExportMetrics tracingExportMetrics(ObjectProvider<ExportLogs> logs, ObjectProvider<SentBytes> sentBytes) {
		return new ExportMetrics(logs::getIfAvailable, sentBytes::getIfAvailable);
	}

}
