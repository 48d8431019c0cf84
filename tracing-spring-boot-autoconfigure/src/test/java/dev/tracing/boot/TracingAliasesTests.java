/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class TracingAliasesTests {

	private static final String PROBABILITY = "management.tracing.sampling.probability";

	private final StandardEnvironment environment = new StandardEnvironment();

	@ParameterizedTest
	@CsvSource({ "tracing.sampling.ratio, 0.25, management.tracing.sampling.probability, 0.25",
			"tracing.export.enabled, false, management.tracing.export.otlp.enabled, false",
			"tracing.export.endpoint, http://c:4317, management.opentelemetry.tracing.export.otlp.endpoint, http://c:4317",
			"tracing.export.endpoint, http://c:4317, management.opentelemetry.tracing.export.otlp.transport, grpc",
			"tracing.export.compression, gzip, management.opentelemetry.tracing.export.otlp.compression, gzip",
			"tracing.export.ssl-bundle, mine, management.opentelemetry.tracing.export.otlp.ssl.bundle, mine",
			"tracing.export.batch.max-queue-size, 7, management.opentelemetry.tracing.export.max-queue-size, 7",
			"tracing.export.batch.max-batch-size, 7, management.opentelemetry.tracing.export.max-batch-size, 7",
			"tracing.limits.max-attributes, 64, management.opentelemetry.tracing.limits.max-attributes, 64",
			"tracing.limits.max-links, 64, management.opentelemetry.tracing.limits.max-links, 64" })
	void oursStandForSpringBootsOwn(String ours, String value, String theirs, String effective) {
		set(Map.of(ours, value));
		assertThat(this.environment.getProperty(theirs)).isEqualTo(effective);
	}

	@Test
	void durationsAreReadAsSpringBootReadsThem() {
		set(Map.of("tracing.export.batch.schedule-delay", "250ms", "tracing.export.timeout", "3s"));
		OpenTelemetryTracingProperties properties = Binder.get(this.environment)
			.bindOrCreate("management.opentelemetry.tracing", OpenTelemetryTracingProperties.class);
		assertThat(properties.getExport().getScheduleDelay()).isEqualTo(Duration.ofMillis(250));
		assertThat(this.environment.getProperty("management.opentelemetry.tracing.export.otlp.timeout", Duration.class))
			.isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void springBootsOwnKeyWins() {
		set(Map.of("tracing.sampling.ratio", "0.25", PROBABILITY, "0.5"));
		assertThat(this.environment.getProperty(PROBABILITY)).isEqualTo("0.5");
	}

	@Test
	void environmentVariablesOfOursAreRead() {
		this.environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							Map.of("TRACING_EXPORT_ENDPOINT", "http://collector:4318")));
		install();
		assertThat(this.environment.getProperty("management.opentelemetry.tracing.export.otlp.endpoint"))
			.isEqualTo("http://collector:4318/v1/traces");
	}

	@Test
	void viewIsLive() {
		Map<String, Object> map = new HashMap<>(Map.of("tracing.sampling.ratio", "0.25"));
		set(map);
		assertThat(this.environment.getProperty(PROBABILITY)).isEqualTo("0.25");
		map.put("tracing.sampling.ratio", "0.75");
		assertThat(this.environment.getProperty(PROBABILITY)).isEqualTo("0.75");
	}

	@Test
	void originIsWhereTheUserWroteTheValue() {
		TextResourceOrigin origin = new TextResourceOrigin(null, new TextResourceOrigin.Location(4, 2));
		this.environment.getPropertySources()
			.addFirst(new OriginTrackedMapPropertySource("file",
					Map.of("tracing.sampling.ratio", OriginTrackedValue.of("0.25", origin))));
		install();
		TracingAliases aliases = (TracingAliases) this.environment.getPropertySources().get(TracingAliases.NAME);
		assertThat(aliases).isNotNull();
		assertThat(aliases.getOrigin(PROBABILITY)).hasToString(origin.toString());
	}

	@Test
	void illegibleValueIsLeftToTheRecordThatDeclaresIt() {
		set(Map.of("tracing.sampling.ratio", "a lot", "tracing.propagation.type", "pigeon"));
		assertThat(this.environment.getProperty(PROBABILITY)).isNull();
		assertThat(this.environment.getProperty("management.tracing.propagation.type")).isNull();
	}

	@Test
	void baggageIsAFormatAmongOthers() {
		set(Map.of("tracing.propagation.type[0]", "b3multi", "tracing.propagation.type[1]", "baggage"));
		assertThat(types("management.tracing.propagation.type")).containsExactly(PropagationType.B3_MULTI);
		assertThat(this.environment.getProperty("management.tracing.baggage.enabled")).isEqualTo("true");
	}

	@Test
	void typeWithoutBaggageKeepsBaggageHome() {
		set(Map.of("tracing.propagation.type", "w3c,b3"));
		assertThat(types("management.tracing.propagation.type")).containsExactly(PropagationType.W3C,
				PropagationType.B3);
		assertThat(this.environment.getProperty("management.tracing.baggage.enabled")).isEqualTo("false");
	}

	@Test
	void formatsDifferForWritingAndReading() {
		set(Map.of("tracing.propagation.produce", "w3c", "tracing.propagation.consume", "b3,w3c"));
		assertThat(types("management.tracing.propagation.produce")).containsExactly(PropagationType.W3C);
		assertThat(types("management.tracing.propagation.consume")).containsExactly(PropagationType.B3,
				PropagationType.W3C);
		assertThat(this.environment.getProperty("management.tracing.baggage.enabled")).isNull();
	}

	@Test
	void limitsHaveDefaultsOfOurOwn() {
		install();
		OpenTelemetryTracingProperties.Limits limits = Binder.get(this.environment)
			.bindOrCreate("management.opentelemetry.tracing", OpenTelemetryTracingProperties.class)
			.getLimits();
		assertThat(limits.getMaxAttributes()).isEqualTo(32);
		assertThat(limits.getMaxEvents()).isEqualTo(32);
		assertThat(limits.getMaxLinks()).isEqualTo(512);
		assertThat(limits.getMaxAttributeValueLength()).isEqualTo(4096);
		assertThat(limits.getMaxAttributesPerEvent()).isEqualTo(128);
	}

	@ParameterizedTest
	@CsvSource({ "local, 1.0", "dev, 1.0", "prod, " })
	void developmentKeepsEveryTrace(String profile, String ratio) {
		this.environment.setActiveProfiles(profile);
		install();
		assertThat(this.environment.getProperty(PROBABILITY)).isEqualTo(ratio);
	}

	@Test
	void usersRatioWinsOverTheProfilesAndOverDevTools() {
		this.environment.setActiveProfiles("local");
		set(Map.of("tracing.sampling.ratio", "0.25"));
		this.environment.getPropertySources().addLast(new MapPropertySource("devtools", Map.of(PROBABILITY, "1.0")));
		assertThat(this.environment.getProperty(PROBABILITY)).isEqualTo("0.25");
	}

	@Test
	void installingTwiceChangesNothing() {
		install();
		int size = this.environment.getPropertySources().size();
		install();
		assertThat(this.environment.getPropertySources()).hasSize(size);
	}

	private Iterable<PropagationType> types(String property) {
		return Binder.get(this.environment).bind(property, Bindable.listOf(PropagationType.class)).get();
	}

	private void set(Map<String, ?> properties) {
		@SuppressWarnings("unchecked")
		Map<String, Object> map = (Map<String, Object>) properties;
		this.environment.getPropertySources().addFirst(new MapPropertySource("user", map));
		install();
	}

	private void install() {
		TracingEnvironmentPostProcessor.install(this.environment, getClass().getClassLoader());
	}

}
