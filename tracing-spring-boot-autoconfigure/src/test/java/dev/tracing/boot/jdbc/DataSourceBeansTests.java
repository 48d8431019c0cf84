/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.metadata.CompositeDataSourcePoolMetadataProvider;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseFactoryBean;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

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
		this.application.withBean(NeedsHikari.class).run((context) -> {
			HikariDataSource injected = context.getBean(NeedsHikari.class).pool();
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
		this.application.withUserConfiguration(TwoDataSources.class).run((context) -> {
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
		this.application.withUserConfiguration(TwoDataSources.class, Routing.class).run((context) -> {
			List<SpanData> spans = JdbcTestKit.inSpan(context,
					() -> query(context.getBean("routing", DataSource.class)));
			assertThat(spans).extracting((span) -> span.getAttributes().get(JdbcTestKit.NAMESPACE))
				.containsExactly("second");
		});
	}

	@Test
	void dataSourceThatDelegatesToAnotherBeanAddsNothing() {
		this.application.withUserConfiguration(TwoDataSources.class, Delegating.class).run((context) -> {
			for (String name : List.of("delegating", "lazy", "transactional", "foreign", "lazyRouting")) {
				assertThat(JdbcTestKit.inSpan(context, () -> query(context.getBean(name, DataSource.class)))).as(name)
					.hasSize(1);
			}
		});
	}

	@Test
	void lazyConnectionStaysLazy() {
		this.application.withUserConfiguration(TwoDataSources.class, Delegating.class).run((context) -> {
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
		this.application.withUserConfiguration(LonelyDelegate.class)
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
		this.application.withUserConfiguration(Embedded.class)
			.run((context) -> assertThat(
					JdbcTestKit.inSpan(context, () -> query(context.getBean("embedded", DataSource.class))))
				.hasSize(1));
	}

	@Test
	void dataSourceWithAspectOfTheUserIsTraced() {
		this.application.withUserConfiguration(Advised.class)
			.withConfiguration(
					AutoConfigurations.of(org.springframework.boot.autoconfigure.aop.AopAutoConfiguration.class))
			.run((context) -> {
				assertThat(JdbcTestKit.inSpan(context, () -> query(context.getBean(DataSource.class)))).hasSize(1);
				assertThat(context.getBean(Calls.class).count).isPositive();
			});
	}

	@Test
	void finalClassIsTracedBehindItsInterface(CapturedOutput output) {
		this.application.withUserConfiguration(FinalClasses.class).run((context) -> {
			assertThat(JdbcTestKit.inSpan(context, () -> query(context.getBean("byInterface", DataSource.class))))
				.hasSize(1);
			assertThat(context.getBean(FinalDataSource.class)).isNotNull();
			assertThat(JdbcTestKit.inSpan(context, () -> query(context.getBean("byClass", DataSource.class))))
				.isEmpty();
		});
		assertThat(output).containsOnlyOnce("DataSource bean 'byClass' is not traced");
	}

	@Test
	void finalMethodDoesNotRunOnAnEmptyProxy() {
		this.application.withBean("named", NamedDataSource.class, NamedDataSource::new).run((context) -> {
			assertThat(context.getBean(NamedDataSource.class).length()).isEqualTo(5);
			query(context.getBean(DataSource.class));
		});
	}

	@Test
	void proxyThatTheUserMadeIsTraced() {
		this.application.withUserConfiguration(UserProxy.class)
			.run((context) -> assertThat(
					JdbcTestKit.inSpan(context, () -> query(context.getBean("proxy", DataSource.class))))
				.hasSize(1));
	}

	private static void query(DataSource dataSource) {
		assertThat(new JdbcTemplate(dataSource).queryForObject(SQL, Integer.class)).isEqualTo(1);
	}

	private static HikariDataSource pool(String name) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl("jdbc:h2:mem:" + name);
		return pool;
	}

	record NeedsHikari(HikariDataSource pool) {

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoDataSources {

		@Bean
		@Primary
		HikariDataSource first() {
			return pool("first");
		}

		@Bean
		DataSource second() {
			return pool("second");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Routing {

		@Bean
		AbstractRoutingDataSource routing(Map<String, DataSource> dataSources) {
			AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {

				@Override
				protected Object determineCurrentLookupKey() {
					return "second";
				}

			};
			routing.setTargetDataSources(Map.copyOf(dataSources));
			return routing;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Delegating {

		@Bean
		DataSource delegating(DataSource first) {
			return new DelegatingDataSource(new DelegatingDataSource(first));
		}

		@Bean
		DataSource lazy(DataSource first) {
			return new LazyConnectionDataSourceProxy(first);
		}

		@Bean
		DataSource transactional(DataSource first) {
			return new TransactionAwareDataSourceProxy(first);
		}

		// Wraps the connections of the other bean into its own.
		@Bean
		DataSource foreign(DataSource first) {
			return new DelegatingDataSource() {

				@Override
				public DataSource getTargetDataSource() {
					return null;
				}

				@Override
				public void afterPropertiesSet() {
				}

				@Override
				public Connection getConnection() throws SQLException {
					return behind(first.getConnection());
				}

			};
		}

		@Bean
		DataSource lazyRouting(DataSource first) {
			AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {

				@Override
				protected Object determineCurrentLookupKey() {
					return "first";
				}

			};
			routing.setTargetDataSources(Map.of("first", first));
			routing.afterPropertiesSet();
			LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
			lazy.setTargetDataSource(routing);
			lazy.setDefaultAutoCommit(true);
			lazy.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
			return lazy;
		}

		private static Connection behind(Connection connection) {
			return (Connection) Proxy.newProxyInstance(Delegating.class.getClassLoader(),
					new Class<?>[] { Connection.class }, (proxy, method, args) -> method.invoke(connection, args));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LonelyDelegate {

		@Bean
		DataSource lonely() {
			return new LazyConnectionDataSourceProxy(pool("lonely"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Embedded {

		@Bean
		EmbeddedDatabaseFactoryBean embedded() {
			EmbeddedDatabaseFactoryBean factory = new EmbeddedDatabaseFactoryBean();
			factory.setDatabaseType(EmbeddedDatabaseType.H2);
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advised {

		@Bean
		static Calls calls() {
			return new Calls();
		}

		@Bean
		static Advisor advisor(Calls calls) {
			return new DefaultPointcutAdvisor(ConnectionPointcut.INSTANCE,
					(org.aopalliance.intercept.MethodInterceptor) (invocation) -> {
						calls.count++;
						return invocation.proceed();
					});
		}

	}

	static class Calls {

		int count;

	}

	@Configuration(proxyBeanMethods = false)
	static class FinalClasses {

		@Bean
		@Primary
		DataSource byInterface() {
			return new FinalDataSource();
		}

		@Bean
		FinalDataSource byClass() {
			return new FinalDataSource();
		}

	}

	static final class FinalDataSource extends DelegatingDataSource {

		FinalDataSource() {
			JdbcDataSource target = new JdbcDataSource();
			target.setUrl("jdbc:h2:mem:final");
			setTargetDataSource(target);
		}

	}

	static class NamedDataSource extends DelegatingDataSource {

		private final String name = "named";

		NamedDataSource() {
			JdbcDataSource target = new JdbcDataSource();
			target.setUrl("jdbc:h2:mem:" + this.name);
			setTargetDataSource(target);
		}

		final int length() {
			return this.name.length();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserProxy {

		@Bean
		DataSource proxy() {
			DataSource target = pool("proxied");
			return (DataSource) Proxy.newProxyInstance(UserProxy.class.getClassLoader(),
					new Class<?>[] { DataSource.class, AutoCloseable.class },
					(proxy, method, args) -> method.invoke(target, args));
		}

	}

}
