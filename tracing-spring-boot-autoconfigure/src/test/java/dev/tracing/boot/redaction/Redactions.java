/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Redactions as properties make them, and spans to redact.
 */
final class Redactions {

	private Redactions() {
	}

	static Redaction of(String... properties) {
		return of(List.of(), properties);
	}

	static Redaction of(List<SensitiveValueDetector> detectors, String... properties) {
		return new RedactionSetup(bind(properties), System::nanoTime).redaction(detectors);
	}

	private static RedactionProperties bind(String... properties) {
		Map<String, String> map = new LinkedHashMap<>();
		for (String property : properties) {
			int equals = property.indexOf('=');
			map.put("tracing.redaction." + property.substring(0, equals), property.substring(equals + 1));
		}
		return new Binder(new MapConfigurationPropertySource(map)).bindOrCreate("tracing.redaction",
				RedactionProperties.class);
	}

	static String redact(Redaction redaction, String key, String text) {
		Attributes attributes = redaction.redactor()
			.redact(span(Attributes.of(AttributeKey.stringKey(key), text)))
			.getAttributes();
		String result = attributes.get(AttributeKey.stringKey(key));
		return (result != null) ? result : "(dropped)";
	}

	static Map<String, Object> redact(Redaction redaction, Attributes attributes) {
		Map<String, Object> result = new LinkedHashMap<>();
		redaction.redactor()
			.redact(span(attributes))
			.getAttributes()
			.forEach((key, value) -> result.put(key.getKey(), value));
		return result;
	}

	static SpanData span(Attributes attributes) {
		return builder().setAttributes(attributes).setTotalAttributeCount(attributes.size()).build();
	}

	static TestSpanData.Builder builder() {
		return TestSpanData.builder()
			.setName("order.create")
			.setKind(SpanKind.INTERNAL)
			.setStartEpochNanos(1)
			.setEndEpochNanos(2)
			.setHasEnded(true)
			.setStatus(StatusData.unset());
	}

}
