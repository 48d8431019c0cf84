/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.time.Instant;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.SpanSemantics;
import dev.tracing.boot.operation.SpanStart;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;

/**
 * The span of a wait for a connection.
 *
 * @param conventions the conventions that spans follow
 */
record ConnectionSemantics(Conventions conventions) implements SpanSemantics<ConnectionSemantics.Wait> {

	private static final AttributeKey<String> POOL = AttributeKey.stringKey("db.client.connection.pool.name");

	@Override
	public SpanKind kind() {
		return SpanKind.INTERNAL;
	}

	@Override
	public String name(Wait wait) {
		return this.conventions.name("get connection " + wait.pool(), "db.connection");
	}

	@Override
	public Instant startOf(Wait wait) {
		return wait.since();
	}

	@Override
	public void onStart(SpanStart span, Wait wait) {
		span.set(POOL, wait.pool());
	}

	/**
	 * A wait that is over.
	 *
	 * @param pool name of the DataSource bean
	 * @param since when it began
	 */
	record Wait(String pool, Instant since) {
	}

}
