/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerTests {

	private final Ledger ledger = new Ledger();

	@Test
	void spanIsInOneAccountAfterTheOther() {
		this.ledger.start(true);
		assertThat(this.ledger.balance(Account.LIVE)).isOne();
		this.ledger.move(Account.LIVE, Account.QUEUED, 1);
		assertThat(this.ledger.balance(Account.LIVE)).isZero();
		assertThat(this.ledger.balance(Account.QUEUED)).isOne();
		this.ledger.move(Account.QUEUED, Account.SPOOLED, 1);
		assertThat(this.ledger.balance(Account.QUEUED)).isZero();
		assertThat(this.ledger.balance(Account.SPOOLED)).isOne();
		this.ledger.export(Account.SPOOLED, 1);
		assertThat(this.ledger.balance(Account.SPOOLED)).isZero();
		assertThat(this.ledger.exported()).isOne();
		assertThat(this.ledger.books()).hasToString("started=1 recovered=0 returned=0 exported=1 forgotten=0 live=0 "
				+ "buffered=0 queued=0 spooled=0 queue_full=0 export_failed=0 rejected=0 expired=0 evicted=0 "
				+ "shutdown=0 spool_full=0 filtered=0 leaked=0");
	}

	@Test
	void lossesAddUp() {
		for (Loss reason : Loss.values()) {
			this.ledger.start(true);
			this.ledger.lose(Account.LIVE, reason, 1);
			assertThat(this.ledger.lost(reason)).isOne();
		}
		assertThat(this.ledger.lost()).isEqualTo(Loss.values().length).isEqualTo(this.ledger.owed());
		assertThat(this.ledger.balance(Account.LIVE)).isZero();
	}

	@Test
	void sampledAndRescuedSpansAreOwed() {
		this.ledger.start(true);
		this.ledger.start(false);
		this.ledger.start(false);
		this.ledger.move(Account.LIVE, Account.BUFFERED, 2);
		assertThat(this.ledger.owed()).isOne();
		this.ledger.rescue(1);
		this.ledger.move(Account.BUFFERED, Account.QUEUED, 1);
		this.ledger.forget(Account.BUFFERED, 1);
		assertThat(this.ledger.owed()).isEqualTo(2);
		assertThat(this.ledger.forgotten()).isOne();
		assertThat(this.ledger.started()).isEqualTo(3);
	}

	@Test
	void evictedSpansAreOwedSinceNobodyWillEverKnow() {
		this.ledger.start(false);
		this.ledger.move(Account.LIVE, Account.BUFFERED, 1);
		this.ledger.lose(Account.BUFFERED, Loss.EVICTED, 1);
		assertThat(this.ledger.owed()).isEqualTo(this.ledger.lost()).isOne();
	}

	@Test
	void spansFoundOnDiskAreOwedButNotStarted() {
		this.ledger.recover(5);
		assertThat(this.ledger.balance(Account.SPOOLED)).isEqualTo(5);
		this.ledger.export(Account.SPOOLED, 4);
		this.ledger.lose(Account.SPOOLED, Loss.EXPIRED, 1);
		assertThat(this.ledger.owed()).isEqualTo(5);
		assertThat(this.ledger.started()).isZero();
		assertThat(this.ledger.balance(Account.SPOOLED)).isZero();
	}

	@Test
	void spanThatWasWrittenOffComesBack() {
		this.ledger.start(true);
		this.ledger.lose(Account.LIVE, Loss.LEAKED, 1);
		this.ledger.reclaim();
		assertThat(this.ledger.balance(Account.LIVE)).isOne();
		this.ledger.export(Account.LIVE, 1);
		assertThat(this.ledger.balance(Account.LIVE)).isZero();
		assertThat(this.ledger.books().returned()).isOne();
		assertThat(this.ledger.owed()).isOne();
	}

}
