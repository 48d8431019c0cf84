/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Makes the fields of their properties and refuses those that cannot work.
 */
final class BaggageFields {

	// RFC 9110, section 5.6.2.
	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private BaggageFields() {
	}

	static List<BaggageField> of(BaggageProperties properties) {
		requirePositive("max-value-length", properties.maxValueLength());
		requirePositive("max-values", properties.maxValues());
		requirePositive(properties.maxValuesInterval());
		List<BaggageField> fields = new ArrayList<>();
		properties.fields().forEach((key, field) -> {
			String name = "fields[" + key + "]";
			requireToken(name, key, "the name of a field is a token, such as tenant-id");
			requireToken(name + ".from-header", field.fromHeader(),
					"the name of a header is a token, such as X-Tenant-Id");
			requireText(name + ".attribute", field.attribute(), "an attribute has a name, such as business.tenant_id");
			requireText(name + ".mdc-key", field.mdcKey(), "a key of the MDC has a name, such as tenantId");
			requireText(name + ".from-claim", field.fromClaim(), "a claim has a name, such as tenant");
			fields.add(new BaggageField(key, field,
					new ShownValues(key, properties.maxValueLength(), properties.maxValues(),
							properties.maxValuesInterval(), System::nanoTime)));
		});
		return List.copyOf(fields);
	}

	private static void requirePositive(String name, int value) {
		if (value < 1) {
			throw new InvalidConfigurationPropertyValueException("tracing.baggage." + name, value,
					"'" + name + "' must be at least 1");
		}
	}

	private static void requirePositive(Duration interval) {
		if (interval.isNegative() || interval.isZero()) {
			throw new InvalidConfigurationPropertyValueException("tracing.baggage.max-values-interval", interval,
					"'max-values-interval' must be longer than 0");
		}
	}

	private static void requireToken(String name, @Nullable String value, String rule) {
		if (value != null && !TOKEN.matcher(value).matches()) {
			throw new InvalidConfigurationPropertyValueException("tracing.baggage." + name, value, rule);
		}
	}

	private static void requireText(String name, @Nullable String value, String rule) {
		if (value != null && value.isBlank()) {
			throw new InvalidConfigurationPropertyValueException("tracing.baggage." + name, value, rule);
		}
	}

}
