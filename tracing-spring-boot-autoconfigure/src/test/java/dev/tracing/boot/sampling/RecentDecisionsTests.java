/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentDecisionsTests {

	private final ManualScheduler time = new ManualScheduler();

	private final Reason reason = new Reason("ratio", false);

	@Test
	void oldestIsForgottenFirst() {
		RecentDecisions recent = new RecentDecisions(3, this.time);
		for (String name : new String[] { "a", "b", "c", "d" }) {
			recent.add("f", name, this.reason.keep());
			this.time.advance(Duration.ofMillis(1));
		}
		assertThat(recent.all()).extracting(RecentDecisions.Decision::name).containsExactly("d", "c", "b");
	}

	@Test
	void ofThoseThatWereDroppedOneInSixteenIsRemembered() {
		RecentDecisions recent = new RecentDecisions(100, this.time);
		for (String id : "0123456789abcdef".split("")) {
			recent.add(id, id, this.reason.drop());
		}
		assertThat(recent.all()).extracting(RecentDecisions.Decision::traceId).containsExactly("0");
	}

	@Test
	void nothingIsRememberedIfNobodyWantsIt() {
		RecentDecisions recent = new RecentDecisions(0, this.time);
		recent.add("0", "a", this.reason.keep());
		assertThat(recent.all()).isEmpty();
	}

	@Test
	void rateIsThatSinceALookASecondAgo() {
		AtomicLong nanos = new AtomicLong();
		DecisionRate rate = new DecisionRate(nanos::get);
		give(20, 80);
		nanos.set(TimeUnit.SECONDS.toNanos(10));
		assertThat(rate.look(List.of(this.reason)))
			.isEqualTo(Map.of("sampledPerSecond", 2.0, "droppedPerSecond", 8.0, "seconds", 10.0));
		give(5, 0);
		nanos.set(TimeUnit.SECONDS.toNanos(15));
		assertThat(rate.look(List.of(this.reason)))
			.isEqualTo(Map.of("sampledPerSecond", 1.0, "droppedPerSecond", 0.0, "seconds", 5.0));
	}

	private void give(int kept, int dropped) {
		for (int i = 0; i < kept; i++) {
			this.reason.keep().given();
		}
		for (int i = 0; i < dropped; i++) {
			this.reason.drop().given();
		}
	}

}
