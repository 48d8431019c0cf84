/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import dev.tracing.benchmarks.micro.DiscardedSpans;
import dev.tracing.benchmarks.micro.Parent;
import dev.tracing.benchmarks.micro.ParentBased;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

/**
 * One database in memory behind one pool, bare and twice wrapped, and the span around
 * what is executed.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class Databases {

	final SdkTracerProvider provider = DiscardedSpans.provider();

	HikariDataSource pool;

	DataSource datasourceProxy;

	DataSource traced;

	@Param({ "UNSAMPLED", "SAMPLED" })
	private Parent parent;

	private Scope scope;

	/**
	 * Opens the database.
	 * @throws SQLException what H2 does not throw
	 */
	@Setup
	public void open() throws SQLException {
		this.pool = new HikariDataSource();
		this.pool.setJdbcUrl("jdbc:h2:mem:orders");
		this.datasourceProxy = ProxyDataSourceBuilder.create(this.pool).build();
		this.traced = traced(this.pool);
		try (Connection connection = this.pool.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("CREATE TABLE orders (id INT PRIMARY KEY, note VARCHAR(80))");
			statement.execute("INSERT INTO orders SELECT x, 'note ' || x FROM SYSTEM_RANGE(1, 100)");
		}
	}

	private DataSource traced(DataSource target) {
		Operations operations = new Operations(OpenTelemetrySdk.builder().setTracerProvider(this.provider).build(),
				Conventions.DEFAULT, ParentBased.INSTANCE, false);
		JdbcTracing tracing = new JdbcTracing(operations, false, TimeUnit.HOURS.toNanos(1), Clock.systemUTC());
		DataSourcePostProcessor postProcessor = new DataSourcePostProcessor(
				new StaticListableBeanFactory(Map.of("jdbcTracing", tracing)).getBeanProvider(JdbcTracing.class));
		postProcessor.afterSingletonsInstantiated();
		return (DataSource) postProcessor.postProcessAfterInitialization(target, "pool");
	}

	/**
	 * Opens the span around the queries, on the thread that makes them.
	 */
	@Setup(Level.Iteration)
	public void enter() {
		this.scope = this.parent.context(this.provider).makeCurrent();
	}

	/**
	 * Leaves the span around the queries.
	 */
	@TearDown(Level.Iteration)
	public void leave() {
		this.scope.close();
	}

	/**
	 * Closes the database.
	 */
	@TearDown
	public void close() {
		this.pool.close();
		this.provider.close();
	}

}
