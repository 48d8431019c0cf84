/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Foreknowledge;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SendersTests {

	private static final ContextKey<String> SENDER = ContextKey.named("sender");

	private final AtomicInteger reads = new AtomicInteger();

	@Test
	void headersOfARecordAreReadOnceWhoeverAsks() {
		Senders senders = new Senders(operations(), 2);
		ConsumerRecord<String, String> first = record("a");
		ConsumerRecord<String, String> second = record("b");
		assertThat(this.reads).hasValue(0);
		for (int i = 0; i < 3; i++) {
			assertThat(senders.of(0, first).get(SENDER)).isEqualTo("a");
			assertThat(senders.of(1, second).get(SENDER)).isEqualTo("b");
		}
		assertThat(this.reads).hasValue(2);
	}

	private static ConsumerRecord<String, String> record(String sender) {
		ConsumerRecord<String, String> record = new ConsumerRecord<>("orders", 0, 0, "key", "value");
		record.headers().add("sender", sender.getBytes());
		return record;
	}

	private Operations operations() {
		return new Operations(
				OpenTelemetrySdk.builder().setPropagators(ContextPropagators.create(new CountingPropagator())).build(),
				Conventions.DEFAULT, Foreknowledge.NONE, false);
	}

	private final class CountingPropagator implements TextMapPropagator {

		@Override
		public Collection<String> fields() {
			return List.of("sender");
		}

		@Override
		public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
		}

		@Override
		public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
			SendersTests.this.reads.incrementAndGet();
			return context.with(SENDER, getter.get(carrier, "sender"));
		}

	}

}
