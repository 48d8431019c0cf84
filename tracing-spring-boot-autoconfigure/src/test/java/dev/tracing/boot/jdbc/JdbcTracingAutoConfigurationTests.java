/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;

import javax.sql.DataSource;
import javax.tools.ToolProvider;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aop.support.AopUtils;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdbcTracingAutoConfiguration}.
 */
class JdbcTracingAutoConfigurationTests {

	private final ApplicationContextRunner application = JdbcTestKit.application();

	@Test
	void dataSourceIsTracedByDefault() {
		this.application.run((context) -> {
			assertThat(context).hasSingleBean(JdbcTracing.class);
			assertThat(AopUtils.isCglibProxy(context.getBean(DataSource.class))).isTrue();
			assertThat(context.getBean(JdbcTracingProperties.class))
				.isEqualTo(new JdbcTracingProperties(true, false, Duration.ofHours(1)));
		});
	}

	@Test
	void dataSourceIsLeftAloneIfDisabled() {
		this.application.withPropertyValues("tracing.jdbc.enabled=false").run(this::isUntraced);
	}

	@Test
	void dataSourceIsLeftAloneIfTracingIsDisabled() {
		this.application.withPropertyValues("tracing.enabled=false").run(this::isUntraced);
	}

	@Test
	void nothingIsThereWithoutSpringBootsJdbc() {
		new ApplicationContextRunner().withUserConfiguration(JdbcTracingAutoConfiguration.class)
			.withClassLoader(new FilteredClassLoader(DatabaseDriver.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JdbcTracing.class));
	}

	@Test
	void nothingIsThereWithoutOperations() {
		new ApplicationContextRunner().withUserConfiguration(JdbcTracingAutoConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JdbcTracing.class));
	}

	@Test
	void datasourceMicrometerIsLeftToItself(@TempDir Path classes) throws IOException {
		Path source = classes.resolve("DataSourceObservationAutoConfiguration.java");
		Files.writeString(source, "package net.ttddyy.observation.boot.autoconfigure; "
				+ "public class DataSourceObservationAutoConfiguration { }");
		ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), source.toString());
		try (URLClassLoader classLoader = new URLClassLoader(new URL[] { classes.toUri().toURL() },
				getClass().getClassLoader())) {
			this.application.withClassLoader(classLoader).run(this::isUntraced);
		}
	}

	@Test
	void negativeThresholdFailsTheStart() {
		this.application.withPropertyValues("tracing.jdbc.connection-wait-threshold=-1ms")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("tracing.jdbc.connection-wait-threshold"));
	}

	@Test
	void nativeImageKnowsTheProxies() {
		RuntimeHints hints = new RuntimeHints();
		new JdbcRuntimeHints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Connection.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Statement.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(PreparedStatement.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(CallableStatement.class)).accepts(hints);
	}

	@Test
	void classOfTheBeanIsKnownBeforeItIsMade() {
		this.application.run((context) -> {
			DataSourcePostProcessor postProcessor = context.getBean(DataSourcePostProcessor.class);
			assertThat(postProcessor.determineBeanType(HikariDataSource.class, "dataSource"))
				.isEqualTo(context.getBean(DataSource.class).getClass());
			assertThat(postProcessor.determineBeanType(String.class, "text")).isEqualTo(String.class);
		});
	}

	private void isUntraced(org.springframework.boot.test.context.assertj.AssertableApplicationContext context) {
		assertThat(context).hasNotFailed().doesNotHaveBean(DataSourcePostProcessor.class);
		assertThat(context.getBean(DataSource.class).getClass()).isEqualTo(HikariDataSource.class);
	}

}
