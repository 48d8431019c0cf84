/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import ch.qos.logback.classic.Level;
import dev.tracing.boot.CapturedLog;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the log says of each batch at debug.
 */
@Timeout(60)
class BatchFateTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog(InFlight.class, Level.DEBUG);

	private final StubbornExporter exporter = new StubbornExporter();

	private final Books books = new Books(Books.oneByOne(4, 1), this.exporter);

	@AfterEach
	void close() {
		this.books.close();
	}

	@Test
	void deliveredBatchIsToldWithoutValues() {
		assertThat(fateOfASpan()).matches("Exported 1 spans to '\\w+' in \\d+ ms");
	}

	@Test
	void failedBatchIsToldWithoutValues() {
		this.exporter.answer((spans) -> CompletableResultCode.ofFailure());
		assertThat(fateOfASpan()).matches("Export of 1 spans to '\\w+' failed after \\d+ ms: OTHER");
	}

	private String fateOfASpan() {
		this.books.tracer.spanBuilder("order").setAttribute("customer", "ada").startSpan().end();
		await().until(() -> this.log.messages().size() == 1);
		return this.log.messages().get(0);
	}

}
