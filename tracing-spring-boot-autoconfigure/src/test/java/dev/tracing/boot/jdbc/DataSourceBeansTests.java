/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.sql.Connection;
import java.util.List;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.metadata.CompositeDataSourcePoolMetadataProvider;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of all the DataSource beans that an application may have.
 */
@ExtendWith(OutputCaptureExtension.class)
class DataSourceBeansTests {

	private static final String SQL = "SELECT 1 FROM (VALUES (1)) AS t";

	private final ApplicationContextRunner application = JdbcTestKit.application();

	@Test
	void beanIsStillOfItsClassAndUnwrapsToThePool() {
		this.application.withBean(DataSourceBeans.NeedsHikari.class).run((context) -> {
			HikariDataSource injected = context.getBean(DataSourceBeans.NeedsHikari.class).pool();
			assertThat(injected.getMaximumPoolSize()).isEqualTo(10);
			DataSource dataSource = context.getBean(DataSource.class);
			assertThat(dataSource.isWrapperFor(HikariDataSource.class)).isTrue();
			HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
			dataSource.getConnection().close();
			assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isPositive();
			assertThat(DataSourceUnwrapper.unwrap(dataSource, HikariDataSource.class)).isNotNull();
			assertThat(DataSourceUnwrapper.unwrapRoot(dataSource).getClass()).isEqualTo(HikariDataSource.class);
		});
	}

	@Test
	void connectionAndStatementUnwrapToTheDrivers() {
		this.application.run((context) -> {
			try (Connection connection = context.getBean(DataSource.class).getConnection();
					var statement = connection.prepareStatement(SQL)) {
				assertThat(connection.isWrapperFor(org.h2.jdbc.JdbcConnection.class)).isTrue();
				assertThat(connection.unwrap(org.h2.jdbc.JdbcConnection.class)).isNotNull();
				assertThat(statement.unwrap(org.h2.jdbc.JdbcPreparedStatement.class)).isNotNull();
				assertThat(connection.isValid(1)).isTrue();
			}
		});
	}

	@Test
	void metricsOfThePoolAreRead() {
		this.application.run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			try (Connection connection = dataSource.getConnection()) {
				DataSourcePoolMetadata metadata = new CompositeDataSourcePoolMetadataProvider(
						context.getBeansOfType(DataSourcePoolMetadataProvider.class).values())
					.getDataSourcePoolMetadata(dataSource);
				assertThat(metadata.getActive()).isEqualTo(1);
				assertThat(metadata.getMax()).isEqualTo(10);
				assertThat(connection.isClosed()).isFalse();
			}
		});
	}

	@Test
	void poolIsClosedWithTheApplication() {
		HikariDataSource[] pool = new HikariDataSource[1];
		this.application.run((context) -> pool[0] = context.getBean(DataSource.class).unwrap(HikariDataSource.class));
		assertThat(pool[0].isClosed()).isTrue();
	}

	@Test
	void eachOfTwoDataSourcesIsTraced() {
		this.application.withUserConfiguration(DataSourceBeans.TwoDataSources.class).run((context) -> {
			List<SpanData> spans = JdbcTestKit.inSpan(context, () -> {
				query(context.getBean("first", DataSource.class));
				query(context.getBean("second", DataSource.class));
			});
			assertThat(spans).extracting((span) -> span.getAttributes().get(JdbcTestKit.NAMESPACE))
				.containsExactly("first", "second");
		});
	}

	@Test
	void routedConnectionIsTracedOnce() {
		this.application.withUserConfiguration(DataSourceBeans.TwoDataSources.class, DataSourceBeans.Routing.class)
			.run((context) -> {
				List<SpanData> spans = JdbcTestKit.inSpan(context,
						() -> query(context.getBean("routing", DataSource.class)));
				assertThat(spans).extracting((span) -> span.getAttributes().get(JdbcTestKit.NAMESPACE))
					.containsExactly("second");
			});
	}

	@Test
	void dataSourceThatDelegatesToAnotherBeanAddsNothing() {
		this.application.withUserConfiguration(DataSourceBeans.TwoDataSources.class, DataSourceBeans.Delegating.class)
			.run((context) -> {
				for (String name : List.of("delegating", "lazy", "transactional", "foreign", "lazyRouting")) {
					assertThat(JdbcTestKit.inSpan(context, () -> query(context.getBean(name, DataSource.class))))
						.as(name)
						.hasSize(1);
				}
			});
	}

	@Test
	void lazyConnectionStaysLazy() {
		this.application.withUserConfiguration(DataSourceBeans.TwoDataSources.class, DataSourceBeans.Delegating.class)
			.run((context) -> {
				HikariDataSource pool = context.getBean("first", DataSource.class).unwrap(HikariDataSource.class);
				for (String name : List.of("lazy", "lazyRouting")) {
					try (Connection connection = context.getBean(name, DataSource.class).getConnection()) {
						assertThat(pool.isRunning() && pool.getHikariPoolMXBean() != null
								&& pool.getHikariPoolMXBean().getActiveConnections() > 0)
							.as(name)
							.isFalse();
						assertThat(connection).isNotNull();
					}
				}
			});
	}

	@Test
	void delegatingBeanWhoseTargetIsNoBeanIsTraced() {
		this.application.withUserConfiguration(DataSourceBeans.LonelyDelegate.class)
			.run((context) -> assertThat(
					JdbcTestKit.inSpan(context, () -> query(context.getBean("lonely", DataSource.class))))
				.hasSize(1));
	}

	@Test
	void springBootsLazyConnectionsAreTracedOnce() {
		this.application.withPropertyValues("spring.datasource.connection-fetch=lazy")
			.run((context) -> assertThat(JdbcTestKit.inSpan(context, () -> query(context.getBean(DataSource.class))))
				.hasSize(1));
	}

	@Test
	void productOfFactoryBeanIsTraced() {
		this.application.withUserConfiguration(DataSourceBeans.Embedded.class)
			.run((context) -> assertThat(
					JdbcTestKit.inSpan(context, () -> query(context.getBean("embedded", DataSource.class))))
				.hasSize(1));
	}

	@Test
	void dataSourceWithAspectOfTheUserIsTraced() {
		this.application.withUserConfiguration(DataSourceBeans.Advised.class)
			.withConfiguration(
					AutoConfigurations.of(org.springframework.boot.autoconfigure.aop.AopAutoConfiguration.class))
			.run((context) -> {
				assertThat(JdbcTestKit.inSpan(context, () -> query(context.getBean(DataSource.class)))).hasSize(1);
				assertThat(context.getBean(DataSourceBeans.Calls.class).count).isPositive();
			});
	}

	@Test
	void finalClassIsTracedBehindItsInterface(CapturedOutput output) {
		this.application.withUserConfiguration(DataSourceBeans.FinalClasses.class).run((context) -> {
			assertThat(JdbcTestKit.inSpan(context, () -> query(context.getBean("byInterface", DataSource.class))))
				.hasSize(1);
			assertThat(context.getBean(DataSourceBeans.FinalDataSource.class)).isNotNull();
			assertThat(JdbcTestKit.inSpan(context, () -> query(context.getBean("byClass", DataSource.class))))
				.isEmpty();
		});
		assertThat(output).containsOnlyOnce("DataSource bean 'byClass' is not traced");
	}

	@Test
	void finalMethodDoesNotRunOnAnEmptyProxy() {
		this.application.withBean("named", DataSourceBeans.NamedDataSource.class, DataSourceBeans.NamedDataSource::new)
			.run((context) -> {
				assertThat(context.getBean(DataSourceBeans.NamedDataSource.class).length()).isEqualTo(5);
				query(context.getBean(DataSource.class));
			});
	}

	@Test
	void proxyThatTheUserMadeIsTraced() {
		this.application.withUserConfiguration(DataSourceBeans.UserProxy.class)
			.run((context) -> assertThat(
					JdbcTestKit.inSpan(context, () -> query(context.getBean("proxy", DataSource.class))))
				.hasSize(1));
	}

	private static void query(DataSource dataSource) {
		assertThat(new JdbcTemplate(dataSource).queryForObject(SQL, Integer.class)).isEqualTo(1);
	}

}
