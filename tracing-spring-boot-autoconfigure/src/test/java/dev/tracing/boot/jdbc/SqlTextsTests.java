/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SqlTexts}.
 */
class SqlTextsTests {

	private final SqlTexts texts = new SqlTexts();

	@Test
	void statementIsReadOnce() {
		assertThat(this.texts.read("SELECT 1", true)).isSameAs(this.texts.read("SELECT 1", true));
	}

	@Test
	void onlySoManyStatementsAreRemembered() {
		for (int i = 0; i <= SqlTexts.MAX_REMEMBERED; i++) {
			assertThat(this.texts.read("SELECT " + i, true).text()).isEqualTo("SELECT ?");
		}
		assertThat(this.texts.remembered()).isLessThanOrEqualTo(SqlTexts.MAX_REMEMBERED);
	}

	@Test
	void longStatementIsNotRemembered() {
		this.texts.read("SELECT '" + "x".repeat(SqlTexts.MAX_REMEMBERED_LENGTH) + "'", true);
		assertThat(this.texts.remembered()).isZero();
	}

	@Test
	void sameTextIsReadAnewForAnotherKindOfDatabase() {
		String sql = "SELECT \"a\" FROM t";
		assertThat(this.texts.read(sql, true).text()).isEqualTo(sql);
		assertThat(this.texts.read(sql, false).text()).isEqualTo("SELECT ? FROM t");
	}

	@Test
	void batchKeepsTheFirstFewTextsAndCountsAll() {
		Batch batch = new Batch();
		for (int i = 0; i <= Batch.MAX_TEXTS; i++) {
			batch.add("INSERT INTO t" + i + " VALUES (1)");
		}
		assertThat(batch.size()).isEqualTo(Batch.MAX_TEXTS + 1);
		assertThat(batch.texts()).hasSize(Batch.MAX_TEXTS);
	}

}
