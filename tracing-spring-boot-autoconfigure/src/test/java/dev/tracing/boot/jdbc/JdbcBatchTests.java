/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;

import javax.sql.DataSource;

import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the spans that batches have, on a real database and a real pool.
 */
class JdbcBatchTests {

	private final ApplicationContextRunner application = JdbcTestKit.application();

	@Test
	void batchOfOneStatementHasItsSize() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			SpanData span = JdbcTestKit.single(context, () -> jdbc.batchUpdate(
					"INSERT INTO orders (id, note) VALUES (?, ?)",
					List.of(new Object[] { 1, "secret" }, new Object[] { 2, "secret" }, new Object[] { 3, "secret" })));
			assertThat(span.getName()).isEqualTo("BATCH INSERT orders");
			assertThat(span.getAttributes().get(JdbcTestKit.BATCH_SIZE)).isEqualTo(3);
			assertThat(span.getAttributes().get(JdbcTestKit.OPERATION)).isEqualTo("BATCH INSERT");
			assertThat(span.getAttributes().get(JdbcTestKit.COLLECTION)).isEqualTo("orders");
			assertThat(span.getAttributes().get(JdbcTestKit.TEXT))
				.isEqualTo("INSERT INTO orders (id, note) VALUES (?, ?)");
		});
	}

	@Test
	void batchOfDifferentStatementsNamesWhatTheyHaveInCommon() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			SpanData span = JdbcTestKit.single(context, () -> jdbc.batchUpdate("INSERT INTO orders (id) VALUES (1)",
					"UPDATE orders SET note = 'secret' WHERE id = 1", "UPDATE orders SET note = 'x' WHERE id = 2"));
			assertThat(span.getName()).isEqualTo("BATCH");
			assertThat(span.getAttributes().get(JdbcTestKit.BATCH_SIZE)).isEqualTo(3);
			assertThat(span.getAttributes().get(JdbcTestKit.OPERATION)).isEqualTo("BATCH");
			assertThat(span.getAttributes().get(JdbcTestKit.COLLECTION)).isEqualTo("orders");
			assertThat(span.getAttributes().get(JdbcTestKit.TEXT))
				.isEqualTo("INSERT INTO orders (id) VALUES (?); UPDATE orders SET note = ? WHERE id = ?");
		});
	}

	@Test
	void batchOfSingleStatementIsNoneAndIsForgottenAfterwards() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			List<SpanData> spans = JdbcTestKit.inSpan(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection();
						PreparedStatement statement = connection
							.prepareStatement("INSERT INTO orders (id) VALUES (?)")) {
					for (int i = 0; i < 2; i++) {
						statement.setInt(1, i);
						statement.addBatch();
						assertThat(statement.executeBatch()).containsExactly(1);
					}
					statement.setInt(1, 7);
					statement.addBatch();
					statement.clearBatch();
					assertThat(statement.executeLargeBatch()).isEmpty();
				}
			});
			assertThat(spans).extracting(SpanData::getName)
				.containsExactly("INSERT orders", "INSERT orders", "BATCH INSERT orders");
			assertThat(spans).extracting((span) -> span.getAttributes().get(JdbcTestKit.BATCH_SIZE))
				.containsExactly(null, null, 0L);
		});
	}

}
