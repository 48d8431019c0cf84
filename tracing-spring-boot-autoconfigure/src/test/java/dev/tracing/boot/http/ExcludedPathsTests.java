/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExcludedPathsTests {

	private static final List<String> DEFAULTS = List.of("actuator", "health", "static", "favicon");

	private final MockEnvironment environment = new MockEnvironment();

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/health", "/actuator/metrics/jvm.memory", "/health", "/healthz",
			"/livez", "/favicon.ico", "/css/a.css", "/js/lib/b.js", "/images/a%20b.png", "/actuator;x=1/health",
			"/%61ctuator/info" })
	void theDefaultsHold(String path) {
		assertThat(new ExcludedPaths(DEFAULTS, this.environment).matches(path)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "", "/orders", "/actuators", "/orders/health", "/health/insurance", "/cssx", "/%zz",
			"/orders;x=1", "/ORDERS" })
	void everythingElseIsTraced(String path) {
		assertThat(new ExcludedPaths(DEFAULTS, this.environment).matches(path)).isFalse();
	}

	@Test
	void patternsReplaceTheDefaults() {
		ExcludedPaths paths = new ExcludedPaths(List.of("/internal/**", "/*/status", "/ping"), this.environment);
		assertThat(paths.matches("/internal")).isTrue();
		assertThat(paths.matches("/internal/a/b")).isTrue();
		assertThat(paths.matches("/order/status")).isTrue();
		assertThat(paths.matches("/ping")).isTrue();
		assertThat(paths.matches("/order/1/status")).isFalse();
		assertThat(paths.matches("/actuator")).isFalse();
		assertThat(new ExcludedPaths(List.of(), this.environment).matches("/health")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/a", "/ab", "/ab/c", "/é/x", "/ba" })
	void shortPatternsFindWhatTheyMean(String path) {
		ExcludedPaths paths = new ExcludedPaths(List.of("/**"), this.environment);
		assertThat(paths.matches(path)).isTrue();
		assertThat(new ExcludedPaths(List.of("/ab/**", "/a", "/"), this.environment).matches(path))
			.isEqualTo(path.length() < 3 || path.startsWith("/ab"));
	}

	@Test
	void theActuatorIsWhereTheUserPutIt() {
		this.environment.setProperty("management.endpoints.web.base-path", "/manage/");
		this.environment.setProperty("spring.mvc.servlet.path", "/api");
		ExcludedPaths paths = new ExcludedPaths(DEFAULTS, this.environment);
		assertThat(paths.matches("/api/manage/health")).isTrue();
		assertThat(paths.matches("/actuator/health")).isFalse();
	}

	@Test
	void anActuatorAtTheRootDoesNotExcludeTheApplication() {
		this.environment.setProperty("management.endpoints.web.base-path", "/");
		ExcludedPaths paths = new ExcludedPaths(DEFAULTS, this.environment);
		assertThat(paths.matches("/health/liveness")).isTrue();
		assertThat(paths.matches("/prometheus")).isTrue();
		assertThat(paths.matches("/orders")).isFalse();
	}

	@Test
	void anActuatorOnItsOwnPortNeedsNoPattern() {
		this.environment.setProperty("management.server.port", "9090");
		assertThat(new ExcludedPaths(DEFAULTS, this.environment).matches("/actuator/health")).isFalse();
		this.environment.setProperty("server.port", "9090");
		assertThat(new ExcludedPaths(DEFAULTS, this.environment).matches("/actuator/health")).isTrue();
	}

	@Test
	void staticResourcesAreWhereTheUserPutThem() {
		this.environment.setProperty("spring.mvc.static-path-pattern", "/assets/**");
		assertThat(new ExcludedPaths(DEFAULTS, this.environment).matches("/assets/app.js")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "internal/**", "actuators", "/a/{b", "/a{*b}/c" })
	void aBadPatternFailsTheStart(String pattern) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new ExcludedPaths(List.of("/good", pattern), this.environment))
			.withMessageContaining("tracing.http.server.exclude")
			.withMessageContaining("Write a pattern that starts with '/'")
			.satisfies((ex) -> assertThat(ex.getValue()).isEqualTo(pattern));
	}

}
