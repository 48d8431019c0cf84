/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * The exports as meters. Those of the first destination have the names of the best
 * practices; those of further ones are tagged with their names.
 */
final class ExportMetrics implements MeterBinder {

	private static final Duration[] BUCKETS = { Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
			Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
			Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(2500),
			Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30) };

	private final Supplier<@Nullable ExportLogs> logs;

	private final Supplier<@Nullable SentBytes> sentBytes;

	private LongConsumer durations = (nanos) -> {
	};

	/**
	 * Creates the meters.
	 * @param logs finds the logs; null if nobody keeps them
	 * @param sentBytes finds the sizes; null if nobody knows them
	 */
	ExportMetrics(Supplier<@Nullable ExportLogs> logs, Supplier<@Nullable SentBytes> sentBytes) {
		this.logs = logs;
		this.sentBytes = sentBytes;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		ExportLogs found = this.logs.get();
		List<ExportLog> all = (found != null) ? found.all() : List.of();
		for (int i = 0; i < all.size(); i++) {
			if (i == 0) {
				bindFirst(all.get(i), registry);
			}
			else {
				bindFurther(all.get(i), registry);
			}
		}
		SentBytes bytes = this.sentBytes.get();
		if (bytes != null) {
			Gauge.builder("spans.bytes.average", bytes, ExportMetrics::average)
				.description("Bytes that a span takes on its way to the collector")
				.register(registry);
		}
	}

	private static double average(SentBytes bytes) {
		long spans = bytes.spans();
		return (spans > 0) ? (double) bytes.bytes() / spans : 0;
	}

	private void bindFirst(ExportLog log, MeterRegistry registry) {
		FunctionCounter.builder("trace.exports", log, ExportLog::attempts)
			.description("Exports that were begun")
			.register(registry);
		for (ExportFailure type : ExportFailure.values()) {
			FunctionCounter.builder("trace.export.errors", log, (exports) -> exports.failures(type))
				.tag("type", type.tag())
				.description("Exports that failed")
				.register(registry);
		}
		Gauge.builder("spans.queue.capacity", log, ExportLog::queueCapacity)
			.description("Most spans that wait for their export")
			.register(registry);
		Gauge.builder("span.export.last.success", log, (exports) -> exports.lastSuccess() / 1000.0)
			.baseUnit("seconds")
			.description("When an export last succeeded, in seconds since the epoch; 0 if none has")
			.register(registry);
		Timer timer = Timer.builder("span.export.duration")
			.description("How long exports take")
			.serviceLevelObjectives(BUCKETS)
			.register(registry);
		// There may be several registries.
		LongConsumer before = this.durations;
		this.durations = (nanos) -> {
			before.accept(nanos);
			timer.record(nanos, TimeUnit.NANOSECONDS);
		};
		log.onDuration(this.durations);
	}

	private static void bindFurther(ExportLog log, MeterRegistry registry) {
		FunctionCounter.builder("tracing.destination.exports", log, ExportLog::attempts)
			.tag("destination", log.destination())
			.description("Exports to a further destination that were begun")
			.register(registry);
		for (ExportFailure type : ExportFailure.values()) {
			FunctionCounter.builder("tracing.destination.export.errors", log, (exports) -> exports.failures(type))
				.tag("destination", log.destination())
				.tag("type", type.tag())
				.description("Exports to a further destination that failed")
				.register(registry);
		}
		FunctionCounter.builder("tracing.destination.exported", log, (exports) -> exports.ledger().exported())
			.tag("destination", log.destination())
			.description("Spans that a further destination took")
			.register(registry);
		FunctionCounter.builder("tracing.destination.lost", log, (exports) -> exports.ledger().lost())
			.tag("destination", log.destination())
			.description("Spans that did not reach a further destination")
			.register(registry);
		Gauge.builder("tracing.destination.queued", log, (exports) -> exports.ledger().balance(Account.QUEUED))
			.tag("destination", log.destination())
			.description("Spans that wait for a further destination")
			.register(registry);
	}

}
