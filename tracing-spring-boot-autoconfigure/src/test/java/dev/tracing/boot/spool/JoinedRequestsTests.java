/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.spool.Carrier.Fate;
import dev.tracing.boot.spool.Carrier.Receipt;
import dev.tracing.boot.spool.SpoolProperties.Fsync;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Small requests leave the disk together, so that a collector that takes its time is not
 * asked for each of them.
 */
@Timeout(60)
class JoinedRequestsTests {

	@TempDir
	private Path directory;

	private Spools spools;

	private final List<String> carried = new CopyOnWriteArrayList<>();

	@BeforeEach
	void useDirectory() {
		this.spools = new Spools(this.directory);
	}

	@Test
	void requestsAreJoinedUpToTheSizeOfABatch() {
		deliver((request) -> new Receipt(Fate.TAKEN, 0), "a", "b", "c", "d", "e", "f", "g");
		assertThat(this.carried).containsExactly("abc", "def", "g");
		assertThat(this.spools.ledger.exported()).isEqualTo(14);
		assertThat(this.spools.files(".otlp")).isEmpty();
	}

	@Test
	void oneThatIsRefusedTakesNoOtherWithIt() {
		deliver((request) -> new Receipt(request.contains("b") ? Fate.REFUSED : Fate.TAKEN, 0), "a", "b", "c", "d",
				"e");
		assertThat(this.carried).containsExactly("abc", "a", "b", "c", "de");
		assertThat(this.spools.ledger.exported()).isEqualTo(8);
		assertThat(this.spools.ledger.lost(Loss.EXPORT_FAILED)).isEqualTo(2);
	}

	@Test
	void rejectedSpansOfAJoinedRequestAreCounted() {
		deliver((request) -> new Receipt(Fate.TAKEN, 3), "a", "b", "c");
		assertThat(this.carried).containsExactly("abc");
		assertThat(this.spools.ledger.exported()).isEqualTo(3);
		assertThat(this.spools.ledger.lost(Loss.REJECTED)).isEqualTo(3);
	}

	@Test
	void whatIsNotTakenNowStaysAndIsTriedAgain() {
		CountDownLatch refusals = new CountDownLatch(2);
		deliver((request) -> {
			refusals.countDown();
			return new Receipt((refusals.getCount() > 0) ? Fate.NOT_NOW : Fate.TAKEN, 0);
		}, "a", "b");
		assertThat(this.carried).containsExactly("ab", "ab");
		assertThat(this.spools.ledger.exported()).isEqualTo(4);
	}

	private void deliver(Function<String, Receipt> collector, String... requests) {
		CountDownLatch stored = new CountDownLatch(1);
		try (Spool spool = this.spools.open(Spools.LARGE, Fsync.INTERVAL)) {
			spool.start(new Carrier() {

				@Override
				public Receipt carry(byte[] request, long spans) throws InterruptedException {
					if (stored.getCount() > 0) {
						stored.await();
						return new Receipt(Fate.NOT_NOW, 0);
					}
					JoinedRequestsTests.this.carried.add(new String(request));
					assertThat(spans).isEqualTo(2L * request.length);
					return collector.apply(new String(request));
				}

				@Override
				public int mostSpans() {
					return 7;
				}

			});
			for (String request : requests) {
				assertThat(Spools.store(spool, request)).isNotNull();
			}
			stored.countDown();
			await().until(() -> this.spools.ledger.balance(Account.SPOOLED) == 0 && spool.requests() == 0);
		}
	}

}
