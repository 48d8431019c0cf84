/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Delivery;
import dev.tracing.boot.ledger.ExportFailure;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.spool.SpoolAutoConfiguration;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * Batches of spans as a batch processor exports them, with a ticket each.
 */
final class Batches {

	private final Ledger ledger;

	private final SpanExporter exporter;

	private int next;

	private volatile Delivery last;

	Batches(ApplicationContext context) {
		this.ledger = context.getBean(Ledger.class);
		this.exporter = context.getBean(SpanExporter.class);
	}

	/**
	 * An application with nothing but the export.
	 */
	static ApplicationContextRunner application(String endpoint) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, OtlpTracingAutoConfiguration.class,
					OtlpAutoConfiguration.class, SpoolAutoConfiguration.class))
			.withBean(Ledger.class)
			.withPropertyValues("management.opentelemetry.tracing.export.otlp.endpoint=" + endpoint,
					"tracing.export.retry.initial-backoff=100ms", "tracing.export.retry.max-backoff=300ms",
					"tracing.export.circuit.probe-interval=300ms");
	}

	CompletableResultCode send(int count) {
		List<SpanData> spans = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			spans.add(span("span-" + this.next++));
			this.ledger.start(true);
		}
		this.ledger.move(Account.LIVE, Account.QUEUED, count);
		Delivery delivery = new Delivery(this.ledger, count);
		this.last = delivery;
		CompletableResultCode result = delivery.during(() -> this.exporter.export(spans));
		return result.whenComplete(() -> {
			if (result.isSuccess()) {
				delivery.exported(0);
			}
			else {
				delivery.lost(Loss.EXPORT_FAILED);
			}
		});
	}

	CompletableResultCode sendAndWait(int count) {
		return send(count).join(20, TimeUnit.SECONDS);
	}

	int sent() {
		return this.next;
	}

	/**
	 * Why the last batch was not taken.
	 */
	ExportFailure failure() {
		return this.last.failure();
	}

	static SpanData span(String name) {
		return TestSpanData.builder()
			.setName(name)
			.setKind(SpanKind.INTERNAL)
			.setStartEpochNanos(1)
			.setEndEpochNanos(2)
			.setHasEnded(true)
			.setStatus(StatusData.ok())
			.build();
	}

	/**
	 * Spans that the books do not explain.
	 */
	static long unexplained(Ledger ledger) {
		long explained = ledger.exported() + ledger.forgotten();
		for (Loss loss : Loss.values()) {
			explained += ledger.lost(loss);
		}
		for (Account account : Account.values()) {
			explained += ledger.balance(account);
		}
		return ledger.started() + ledger.books().recovered() - explained;
	}

}
