/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.core.env.Environment;

/**
 * One key of the {@code tracing.*} tree that stands for a key of Spring Boot's.
 *
 * @param target Spring Boot's key
 * @param source our key
 * @param value computes Spring Boot's value; null to leave Spring Boot's key unset
 */
record Alias(String target, String source, Function<Environment, @Nullable Object> value) {

	private static final String OPEN_TELEMETRY = "management.opentelemetry.tracing.";

	private static final String EXPORT = OPEN_TELEMETRY + "export.";

	private static final String OTLP = EXPORT + "otlp.";

	private static final String LIMITS = OPEN_TELEMETRY + "limits.";

	private static final String TRACING = "management.tracing.";

	static final List<Alias> ALL = List.of(of(TRACING + "sampling.probability", "tracing.sampling.ratio", Double.class),
			of(OPEN_TELEMETRY + "sampler", "tracing.sampling.strategy", OpenTelemetryTracingProperties.Sampler.class),
			of(TRACING + "export.otlp.enabled", "tracing.export.enabled", Boolean.class),
			new Alias(OTLP + "endpoint", "tracing.export.endpoint", OtlpEndpoint::url),
			new Alias(OTLP + "transport", "tracing.export.endpoint", OtlpEndpoint::transport),
			of(OTLP + "timeout", "tracing.export.timeout", Duration.class),
			of(OTLP + "connect-timeout", "tracing.export.connect-timeout", Duration.class),
			of(OTLP + "compression", "tracing.export.compression", String.class),
			of(OTLP + "ssl.bundle", "tracing.export.ssl-bundle", String.class),
			of(EXPORT + "max-queue-size", "tracing.export.batch.max-queue-size", Integer.class),
			of(EXPORT + "max-batch-size", "tracing.export.batch.max-batch-size", Integer.class),
			of(EXPORT + "schedule-delay", "tracing.export.batch.schedule-delay", Duration.class),
			of(EXPORT + "timeout", "tracing.export.batch.timeout", Duration.class),
			of(LIMITS + "max-attributes", "tracing.limits.max-attributes", Integer.class),
			of(LIMITS + "max-events", "tracing.limits.max-events", Integer.class),
			of(LIMITS + "max-links", "tracing.limits.max-links", Integer.class),
			of(LIMITS + "max-attributes-per-event", "tracing.limits.max-attributes-per-event", Integer.class),
			of(LIMITS + "max-attributes-per-link", "tracing.limits.max-attributes-per-link", Integer.class),
			of(LIMITS + "max-attribute-value-length", "tracing.limits.max-attribute-value-length", Integer.class),
			formats(TRACING + "propagation.type", "tracing.propagation.type"),
			formats(TRACING + "propagation.produce", "tracing.propagation.produce"),
			formats(TRACING + "propagation.consume", "tracing.propagation.consume"),
			new Alias(TRACING + "baggage.enabled", "tracing.propagation.type", PropagationFormat::hasBaggage),
			of(TRACING + "baggage.remote-fields", "tracing.propagation.baggage.remote-fields", String[].class),
			of(TRACING + "baggage.tag-fields", "tracing.propagation.baggage.tag-fields", String[].class),
			of(TRACING + "baggage.correlation.fields", "tracing.propagation.baggage.correlation-fields",
					String[].class));

	private static Alias of(String target, String source, Class<?> type) {
		return new Alias(target, source, (environment) -> legible(environment, source, type));
	}

	private static Alias formats(String target, String source) {
		return new Alias(target, source, (environment) -> PropagationFormat.knownToSpringBoot(environment, source));
	}

	/**
	 * An illegible value is no value here: the record that declares our key refuses it,
	 * under the name that the user wrote.
	 */
	private static @Nullable Object legible(Environment environment, String source, Class<?> type) {
		if (!WrittenProperty.isWritten(environment, source)) {
			return null;
		}
		try {
			Object bound = Binder.get(environment).bind(source, Bindable.of(type)).orElse(null);
			return (bound instanceof String[] list) ? String.join(",", list) : bound;
		}
		catch (BindException ex) {
			return null;
		}
	}

}
