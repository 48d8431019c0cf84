/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbcx.JdbcDataSource;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseFactoryBean;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * The DataSource beans that an application may have.
 */
final class DataSourceBeans {

	private DataSourceBeans() {
	}

	static HikariDataSource pool(String name) {
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
