/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Redacts attributes. What replaces a value is text, so its attribute may change its
 * type.
 */
final class AttributesRedactor {

	private final ValueRedactor values;

	AttributesRedactor(ValueRedactor values) {
		this.values = values;
	}

	/**
	 * Redacts attributes.
	 * @param attributes the attributes
	 * @return the same object if all of it may leave
	 */
	Attributes redact(Attributes attributes) {
		if (attributes.isEmpty()) {
			return attributes;
		}
		Pass pass = new Pass(this.values);
		attributes.forEach(pass);
		return pass.result(attributes);
	}

	/**
	 * Goes through attributes once and remembers those that change.
	 */
	private static final class Pass implements BiConsumer<AttributeKey<?>, Object> {

		private final ValueRedactor values;

		private @Nullable List<AttributeKey<?>> keys;

		private final List<@Nullable Object> replacements = new ArrayList<>(0);

		Pass(ValueRedactor values) {
			this.values = values;
		}

		@Override
		public void accept(AttributeKey<?> key, Object value) {
			Object redacted = this.values.redact(key, value);
			if (redacted != value) {
				this.keys = (this.keys != null) ? this.keys : new ArrayList<>(2);
				this.keys.add(key);
				this.replacements.add(redacted);
			}
		}

		Attributes result(Attributes attributes) {
			List<AttributeKey<?>> changed = this.keys;
			if (changed == null) {
				return attributes;
			}
			AttributesBuilder builder = attributes.toBuilder().removeIf(changed::contains);
			for (int i = 0; i < changed.size(); i++) {
				put(builder, changed.get(i).getKey(), this.replacements.get(i));
			}
			return builder.build();
		}

		private static void put(AttributesBuilder builder, String name, @Nullable Object value) {
			if (value instanceof String text) {
				builder.put(AttributeKey.stringKey(name), text);
			}
			else if (value instanceof List<?> list) {
				builder.put(AttributeKey.stringArrayKey(name), list.stream().map(String::valueOf).toList());
			}
		}

	}

}
