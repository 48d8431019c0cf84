/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.ExportStage;
import dev.tracing.boot.ShownNames;
import dev.tracing.boot.SpanStage;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the account of every span.
 */
@AutoConfiguration(before = OpenTelemetryTracingAutoConfiguration.class)
@ConditionalOnTracing
@ConditionalOnClass({ OtelTracer.class, SdkTracerProvider.class })
@EnableConfigurationProperties(LedgerProperties.class)
@Import({ LedgerMetricsConfiguration.class, ExportHealthConfiguration.class })
public final class LedgerAutoConfiguration {

	private static final String REDACTION = "tracingRedactionStage";

	LedgerAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	Ledger tracingLedger() {
		return new Ledger();
	}

	@Bean
	ShownNames tracingShownNames(BeanFactory beans) {
		return new RedactedNames(beans.containsBean(REDACTION), () -> beans.getBean(REDACTION, ExportStage.class));
	}

	@Bean
	LiveSpans tracingLiveSpans(LedgerProperties properties, Ledger ledger, ShownNames names) {
		LedgerCheck.check(properties);
		return new LiveSpans(properties.maxWatchedSpans(), properties.leakOrigins(),
				new Leaks(ledger, properties.leakAfter(), System::nanoTime, names));
	}

	@Bean
	LeakWatch tracingLeakWatch(LiveSpans liveSpans) {
		return new LeakWatch(liveSpans, System::nanoTime);
	}

	@Bean
	UnsampledCounts tracingUnsampledCounts(ObjectProvider<UnsampledSpans> sources) {
		return new UnsampledCounts(sources);
	}

	@Bean
	LocalRoots tracingLocalRoots() {
		return new LocalRoots();
	}

	// The first stage: a span is in the books before any other knows of it. Where nothing
	// is queued there is nothing to watch.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean(name = "tracingLedgerStage")
	SpanStage tracingLedgerStage(Ledger ledger, LiveSpans liveSpans, LocalRoots localRoots, LeakWatch leakWatch) {
		return (queue) -> {
			leakWatch.start();
			return new LedgerSpanProcessor(queue, ledger, liveSpans, localRoots);
		};
	}

}
