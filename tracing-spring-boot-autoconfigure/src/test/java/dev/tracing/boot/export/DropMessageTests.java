/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import dev.tracing.boot.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Losses are said once in a minute, with the property to change, and none is left unsaid.
 */
class DropMessageTests {

	@RegisterExtension
	private final CapturedLog log = new CapturedLog(DropMessage.class, Level.WARN);

	private final AtomicLong now = new AtomicLong();

	private final DropMessage message = new DropMessage("tracing.export.batch.max-queue-size=7", this.now::get);

	@Test
	void whatIsLostInAMinuteIsOneMessage() {
		this.message.say();
		assertThat(this.log.messages()).isEmpty();
		drop(3);
		drop(4);
		this.now.addAndGet(TimeUnit.SECONDS.toNanos(60) - 1);
		drop(5);
		assertThat(this.log.messages())
			.containsExactly("Dropped 3 spans: export queue is full (tracing.export.batch.max-queue-size=7)");
		this.now.addAndGet(1);
		drop(6);
		assertThat(this.log.messages()).last()
			.isEqualTo("Dropped 15 spans: export queue is full (tracing.export.batch.max-queue-size=7)");
		assertThat(this.log.messages()).hasSize(2);
	}

	@Test
	void restIsSaidAtTheEnd() {
		drop(3);
		drop(4);
		this.message.sayNow();
		this.message.sayNow();
		assertThat(this.log.messages()).hasSize(2)
			.last()
			.isEqualTo("Dropped 4 spans: export queue is full (tracing.export.batch.max-queue-size=7)");
	}

	private void drop(int spans) {
		this.message.add(spans);
		this.message.say();
	}

}
