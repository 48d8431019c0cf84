/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LingerTests {

	private final List<String> settled = new CopyOnWriteArrayList<>();

	@Test
	void failureToDecideOnATraceLeavesTheOthersAlone() {
		try (Linger linger = new Linger(TimeUnit.MILLISECONDS.toNanos(20), System::nanoTime)) {
			linger.start(this::settle);
			assertThat(linger.waitsFor(running("broken"))).isTrue();
			assertThat(linger.waitsFor(running("fine"))).isTrue();
			Awaitility.await().untilAsserted(() -> assertThat(this.settled).containsExactly("broken", "fine"));
		}
	}

	@Test
	void nothingWaitsForWhatIsClosed() {
		Linger linger = new Linger(TimeUnit.HOURS.toNanos(1), System::nanoTime);
		linger.start(this::settle);
		assertThat(linger.waitsFor(running("fine"))).isTrue();
		linger.close();
		assertThat(this.settled).containsExactly("fine");
		assertThat(linger.waitsFor(running("late"))).isFalse();
	}

	private void settle(LocalTrace trace) {
		this.settled.add(trace.id());
		if (trace.id().equals("broken")) {
			throw new IllegalStateException("no");
		}
	}

	private static LocalTrace running(String id) {
		LocalTrace trace = new LocalTrace(id, 10);
		trace.started();
		trace.leave();
		return trace;
	}

}
