/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the span that a wait for a connection has.
 */
class ConnectionWaitTests {

	private final ApplicationContextRunner application = JdbcTestKit.application()
		.withPropertyValues("spring.datasource.hikari.maximum-pool-size=1",
				"spring.datasource.hikari.connection-timeout=250");

	@Test
	void poolThatIsExhaustedIsSpanThatFailed() {
		this.application.run((context) -> {
			DataSource pool = context.getBean(DataSource.class);
			try (Connection taken = pool.getConnection()) {
				List<SpanData> spans = JdbcTestKit.inSpan(context,
						() -> assertThatExceptionOfType(SQLTransientConnectionException.class)
							.isThrownBy(pool::getConnection));
				assertThat(spans).hasSize(1);
				SpanData span = spans.get(0);
				assertThat(taken.isClosed()).isFalse();
				assertThat(span.getName()).isEqualTo("get connection dataSource");
				assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
				assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
				assertThat(span.getAttributes().get(JdbcTestKit.POOL)).isEqualTo("dataSource");
				assertThat(span.getAttributes().get(JdbcTestKit.ERROR_TYPE))
					.isEqualTo(SQLTransientConnectionException.class.getName());
				assertThat(duration(span)).isBetween(Duration.ofMillis(200), Duration.ofSeconds(20));
			}
		});
	}

	@Test
	void waitFromTheThresholdOnIsSpanBeforeTheStatement() {
		this.application.withPropertyValues("tracing.jdbc.connection-wait-threshold=0").run((context) -> {
			List<SpanData> spans = JdbcTestKit.inSpan(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection();
						var statement = connection.createStatement()) {
					statement.execute("SELECT 1");
				}
			});
			assertThat(spans).extracting(SpanData::getName).containsExactly("get connection dataSource", "SELECT");
			assertThat(spans).extracting(SpanData::getParentSpanId).containsOnly(spans.get(0).getParentSpanId());
			assertThat(spans.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
			assertThat(spans.get(0).getStartEpochNanos()).isLessThanOrEqualTo(spans.get(1).getStartEpochNanos());
		});
	}

	@Test
	void shortWaitIsNoSpan() {
		this.application.withPropertyValues("tracing.jdbc.connection-wait-threshold=1h").run((context) -> {
			DataSource pool = context.getBean(DataSource.class);
			assertThat(JdbcTestKit.inSpan(context, () -> pool.getConnection().close())).isEmpty();
		});
	}

	@Test
	void waitOutsideOfTracesIsNoSpan() {
		this.application.withPropertyValues("tracing.jdbc.connection-wait-threshold=0").run((context) -> {
			context.getBean(DataSource.class).getConnection().close();
			context.getBean(RecordedSpans.class).assertNoMore();
		});
	}

	private static Duration duration(SpanData span) {
		return Duration.ofNanos(span.getEndEpochNanos() - span.getStartEpochNanos());
	}

}
