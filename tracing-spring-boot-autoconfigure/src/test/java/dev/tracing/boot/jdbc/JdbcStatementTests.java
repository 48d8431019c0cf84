/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import javax.sql.DataSource;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the spans that statements have, on a real database and a real pool.
 */
class JdbcStatementTests {

	private final ApplicationContextRunner application = JdbcTestKit.application();

	@Test
	void queryIsClientSpanWithConventionalNames() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			SpanData span = JdbcTestKit.single(context,
					() -> jdbc.queryForList("SELECT id FROM orders WHERE note = ?", "secret"));
			assertThat(span.getName()).isEqualTo("SELECT orders");
			assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			assertThat(span.getAttributes().get(JdbcTestKit.SYSTEM)).isEqualTo("h2database");
			assertThat(span.getAttributes().get(JdbcTestKit.NAMESPACE)).startsWith("shop");
			assertThat(span.getAttributes().get(JdbcTestKit.OPERATION)).isEqualTo("SELECT");
			assertThat(span.getAttributes().get(JdbcTestKit.COLLECTION)).isEqualTo("orders");
			assertThat(span.getAttributes().get(JdbcTestKit.SUMMARY)).isEqualTo("SELECT orders");
			assertThat(span.getAttributes().get(JdbcTestKit.TEXT)).isEqualTo("SELECT id FROM orders WHERE note = ?");
			assertThat(span.getAttributes().asMap()).hasSize(6);
		});
	}

	@Test
	void valuesAreNowhere() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			List<SpanData> spans = JdbcTestKit.inSpan(context, () -> {
				jdbc.update("INSERT INTO orders (id, note) VALUES (?, ?)", 987653, "secret");
				jdbc.update("INSERT INTO orders (id, note) VALUES (987654, 'secret')");
				jdbc.queryForList("SELECT * FROM orders WHERE note IN ('secret', 'other secret') AND id < 987655");
				assertThatExceptionOfType(DuplicateKeyException.class)
					.isThrownBy(() -> jdbc.update("INSERT INTO orders (id, note) VALUES (987654, 'secret')"))
					.withMessageContaining("secret");
			});
			assertThat(spans).hasSize(4).allSatisfy((span) -> {
				String told = span.getName() + span.getAttributes() + span.getEvents() + span.getStatus();
				assertThat(told).doesNotContain("secret").doesNotContain("98765");
			});
		});
	}

	@Test
	void failureHasItsCodeAndNoMessage() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			jdbc.update("INSERT INTO orders (id, note) VALUES (1, 'secret')");
			SpanData span = JdbcTestKit.single(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection();
						Statement statement = connection.createStatement()) {
					assertThatExceptionOfType(SQLException.class)
						.isThrownBy(() -> statement.executeUpdate("INSERT INTO orders (id) VALUES (1)"));
				}
			});
			assertThat(span.getName()).isEqualTo("INSERT orders");
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(span.getStatus().getDescription()).isEmpty();
			assertThat(span.getEvents()).isEmpty();
			assertThat(span.getAttributes().get(JdbcTestKit.STATUS_CODE)).isEqualTo("23505");
			assertThat(span.getAttributes().get(JdbcTestKit.ERROR_TYPE))
				.isEqualTo("org.h2.jdbc.JdbcSQLIntegrityConstraintViolationException");
		});
	}

	@Test
	void statementThatIsNoSqlFailsInSpanNamedAfterTheDatabase() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			SpanData span = JdbcTestKit.single(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection();
						Statement statement = connection.createStatement()) {
					assertThatExceptionOfType(SQLException.class)
						.isThrownBy(() -> statement.execute("frobnicate 'secret'"));
				}
			});
			assertThat(span.getName()).startsWith("shop");
			assertThat(span.getAttributes().get(JdbcTestKit.TEXT)).isEqualTo("frobnicate ?");
			assertThat(span.getAttributes().get(JdbcTestKit.SUMMARY)).isNull();
			assertThat(span.getAttributes().get(JdbcTestKit.STATUS_CODE)).isEqualTo("42000");
		});
	}

	@Test
	void transactionIsRolledBackAsEver() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			TransactionTemplate transaction = new TransactionTemplate(
					context.getBean(PlatformTransactionManager.class));
			List<SpanData> spans = JdbcTestKit.inSpan(context, () -> transaction.executeWithoutResult((status) -> {
				jdbc.update("INSERT INTO orders (id) VALUES (1)");
				jdbc.update("UPDATE orders SET note = ?", "x");
				status.setRollbackOnly();
			}));
			assertThat(spans).extracting(SpanData::getName).containsExactly("INSERT orders", "UPDATE orders");
			assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM orders", Integer.class)).isZero();
		});
	}

	@Test
	void generatedKeysAreReturned() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			GeneratedKeyHolder keys = new GeneratedKeyHolder();
			SpanData span = JdbcTestKit.single(context, () -> jdbc.update((connection) -> connection
				.prepareStatement("INSERT INTO orders (note) VALUES ('x')", new String[] { "id" }), keys));
			assertThat(span.getName()).isEqualTo("INSERT orders");
			assertThat(keys.getKeyAs(Integer.class)).isEqualTo(1000);
		});
	}

	@Test
	void procedureIsCalled() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			jdbc.execute("CREATE ALIAS doubled AS 'int doubled(int value) { return 2 * value; }'");
			SpanData span = JdbcTestKit.single(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection();
						CallableStatement statement = connection.prepareCall("{? = call doubled(?)}")) {
					statement.registerOutParameter(1, java.sql.Types.INTEGER);
					statement.setInt(2, 21);
					statement.execute();
					assertThat(statement.getInt(1)).isEqualTo(42);
				}
			});
			assertThat(span.getName()).isEqualTo("call doubled");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("db.stored_procedure.name")))
				.isEqualTo("doubled");
		});
	}

	@Test
	void resultSetStaysOpenBehindTheSpanAndIsClosedWithItsStatement() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			jdbc.update("INSERT INTO orders (id) VALUES (1)");
			JdbcTestKit.single(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection()) {
					Statement statement = connection.createStatement();
					ResultSet results = statement.executeQuery("SELECT id FROM orders");
					assertThat(results.next()).isTrue();
					assertThat(statement.getConnection()).isSameAs(connection).isEqualTo(connection);
					statement.close();
					assertThat(results.isClosed()).isTrue();
					assertThat(statement.isClosed()).isTrue();
					assertThat(statement).isEqualTo(statement).isNotEqualTo(results);
				}
			});
		});
	}

	@Test
	void spanIsCurrentWhileTheDatabaseWorks() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			jdbc.execute("CREATE ALIAS span_id FOR '" + CurrentSpan.class.getName() + ".id'");
			String[] seen = new String[1];
			SpanData span = JdbcTestKit.single(context,
					() -> seen[0] = jdbc.queryForObject("SELECT span_id() FROM (VALUES (1))", String.class));
			assertThat(seen[0]).isEqualTo(span.getSpanId());
		});
	}

	@Test
	void nothingIsStartedOutsideOfTraces() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			jdbc.queryForList("SELECT * FROM orders");
			context.getBean(RecordedSpans.class).assertNoMore();
		});
	}

	@Test
	void statementOutsideOfTracesIsRootIfAskedFor() {
		this.application.withPropertyValues("tracing.jdbc.start-traces=true").run((context) -> {
			context.getBean(JdbcTemplate.class).execute("CREATE TABLE t (id INT)");
			SpanData span = context.getBean(RecordedSpans.class).take();
			assertThat(span.getName()).isEqualTo("CREATE TABLE t");
			assertThat(span.getParentSpanContext().isValid()).isFalse();
		});
	}

	@Test
	void nothingIsDoneInUnsampledTrace() {
		JdbcTestKit.run(this.application, (context, jdbc) -> {
			SpanContext caller = SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c",
					"b7ad6b7169203331", TraceFlags.getDefault(), TraceState.getDefault());
			try (Scope scope = Context.root().with(Span.wrap(caller)).makeCurrent()) {
				jdbc.queryForList("SELECT * FROM orders");
			}
			context.getBean(RecordedSpans.class).assertNoMore();
		});
	}

	@Test
	void oldNamesAreWrittenIfAskedFor() {
		JdbcTestKit.run(this.application.withPropertyValues("tracing.semconv=legacy"), (context, jdbc) -> {
			SpanData span = JdbcTestKit.single(context, () -> jdbc.queryForList("SELECT id FROM orders"));
			assertThat(span.getAttributes().get(AttributeKey.stringKey("db.system"))).isEqualTo("h2");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("db.name"))).startsWith("shop");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("db.operation"))).isEqualTo("SELECT");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("db.sql.table"))).isEqualTo("orders");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("db.statement")))
				.isEqualTo("SELECT id FROM orders");
			assertThat(span.getAttributes().asMap()).hasSize(5);
		});
	}

	@Test
	void componentNamesTheSpanIfAskedFor() {
		JdbcTestKit
			.run(this.application.withPropertyValues("tracing.naming=component"),
					(context, jdbc) -> assertThat(
							JdbcTestKit.single(context, () -> jdbc.queryForList("SELECT id FROM orders")).getName())
						.isEqualTo("db.query"));
	}

}
