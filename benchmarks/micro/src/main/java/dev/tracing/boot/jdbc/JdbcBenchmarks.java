/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import dev.tracing.benchmarks.micro.Parent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A connection from a pool, one prepared query by its key, and the connection back, on H2
 * in memory, so that there is no network whose time would hide the difference. The
 * baselines are the bare pool and datasource-proxy without a listener. {@link Parent}
 * says what is around. The text of a statement is read on its own too, because it is
 * remembered otherwise.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class JdbcBenchmarks {

	private static final String QUERY = "SELECT note FROM orders WHERE id = ?";

	private static final String TEXT = "SELECT o.id, o.note, c.name FROM orders o JOIN customers c ON o.customer = c.id "
			+ "WHERE o.note = 'parcel' AND o.id IN (1, 2, 3) ORDER BY o.id LIMIT 10";

	/**
	 * Baseline: the bare pool.
	 * @param databases the databases
	 * @return what was found
	 * @throws SQLException what no query throws
	 */
	@Benchmark
	public String pool(Databases databases) throws SQLException {
		return query(databases.pool);
	}

	/**
	 * The pool behind datasource-proxy.
	 * @param databases the databases
	 * @return what was found
	 * @throws SQLException what no query throws
	 */
	@Benchmark
	public String datasourceProxy(Databases databases) throws SQLException {
		return query(databases.datasourceProxy);
	}

	/**
	 * The pool that we trace.
	 * @param databases the databases
	 * @return what was found
	 * @throws SQLException what no query throws
	 */
	@Benchmark
	public String traced(Databases databases) throws SQLException {
		return query(databases.traced);
	}

	/**
	 * A text that is read for the first time.
	 * @return what it tells
	 */
	@Benchmark
	public Object readText() {
		return new SqlScanner(TEXT, true).scan();
	}

	private static String query(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection();
				PreparedStatement statement = connection.prepareStatement(QUERY)) {
			statement.setInt(1, 42);
			try (ResultSet results = statement.executeQuery()) {
				results.next();
				return results.getString(1);
			}
		}
	}

}
