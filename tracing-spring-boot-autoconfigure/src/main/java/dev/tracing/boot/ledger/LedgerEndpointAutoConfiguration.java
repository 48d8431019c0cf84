/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.ExportStage;
import dev.tracing.boot.ShownNames;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.sdk.resources.Resource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanProcessors;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of what the ledger shows and offers in the endpoint {@code tracing}.
 * Without the endpoint nobody looks at names.
 */
@AutoConfiguration(after = LedgerAutoConfiguration.class,
		afterName = "dev.tracing.boot.actuate.TracingEndpointAutoConfiguration")
@ConditionalOnTracing
@ConditionalOnBean(value = Ledger.class, type = "dev.tracing.boot.actuate.TracingEndpoint")
public final class LedgerEndpointAutoConfiguration {

	LedgerEndpointAutoConfiguration() {
	}

	@Bean
	RecentFates tracingRecentFates(ObjectProvider<UnsampledSpans> unsampled, ObjectProvider<SpanFates> others) {
		RecentFates fates = new RecentFates(System::nanoTime);
		others.forEach((source) -> source.onFate(fates::add));
		unsampled.forEach((source) -> source.onDrop((name) -> fates.add(name, SpanFate.NOT_SAMPLED)));
		return fates;
	}

	@Bean
	ExportObserver tracingExportObserver(RecentFates fates) {
		return new ExportObserver(fates);
	}

	// Behind the redaction, so that only what may be seen is.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 1)
	ExportStage tracingExportObserverStage(ExportObserver observer) {
		return observer::before;
	}

	// When all are there: the endpoint must not be why a queue is made.
	@Bean
	SmartInitializingSingleton tracingNamesOfLostSpans(ObjectProvider<ExportLogs> logs, RecentFates fates) {
		return () -> logs.ifAvailable((found) -> found.all()
			.stream()
			.limit(1)
			.forEach((first) -> first.onLoss((name) -> fates.add(name, SpanFate.QUEUE_FULL))));
	}

	@Bean
	MissingSpansPart tracingMissingSpansPart(Ledger ledger, UnsampledCounts unsampled, LiveSpans live,
			RecentFates fates, ObjectProvider<Operations> operations, ObjectProvider<ExportLogs> logs,
			ShownNames names) {
		Checklist checklist = new Checklist(() -> operations.stream().mapToLong(Operations::lostContexts).sum(),
				logs::getIfAvailable);
		return new MissingSpansPart(ledger, unsampled, checklist, live, fates, names);
	}

	@Bean
	SelfTest tracingSelfTest(ObjectProvider<SpanProcessors> processors, ObjectProvider<Resource> resource,
			ObjectProvider<ExportLogs> logs, ExportObserver observer, Ledger ledger,
			OpenTelemetryTracingProperties properties) {
		return new SelfTest(() -> processors.getObject().list(), () -> resource.getIfAvailable(Resource::getDefault),
				logs::getIfAvailable, observer, ledger, properties.getExport().getTimeout());
	}

	@Bean
	FlushOperation tracingFlush(ObjectProvider<SpanProcessors> processors, Ledger ledger,
			OpenTelemetryTracingProperties properties) {
		return new FlushOperation(() -> processors.getObject().list(), ledger, properties.getExport().getTimeout());
	}

}
