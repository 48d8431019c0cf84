/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.ArrayList;
import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Value;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of the value of one attribute, whatever its type. Answers with the
 * same value if it may leave, with another one, or with {@code null} if the attribute is
 * to be dropped.
 */
final class ValueRedactor {

	// A shorter number is no secret that a scanner knows.
	private static final long SMALL = 1_000_000_000L;

	private final KeyRules keys;

	private final TextRedactor texts;

	private final Replacements replacements;

	private final @Nullable AllowedKeys allowed;

	private final Rule notAllowed;

	private final Rule failed;

	/**
	 * Creates a redactor.
	 * @param keys rules by key
	 * @param texts looks at text
	 * @param replacements makes what stands in place of a value
	 * @param allowed the keys that may leave, or {@code null} for all
	 * @param notAllowed counts the others
	 * @param failed counts our own failures
	 */
	ValueRedactor(KeyRules keys, TextRedactor texts, Replacements replacements, @Nullable AllowedKeys allowed,
			Rule notAllowed, Rule failed) {
		this.keys = keys;
		this.texts = texts;
		this.replacements = replacements;
		this.allowed = allowed;
		this.notAllowed = notAllowed;
		this.failed = failed;
	}

	@Nullable Object redact(AttributeKey<?> key, Object value) {
		try {
			String name = key.getKey();
			if (isForbidden(name)) {
				this.notAllowed.redacted();
				return null;
			}
			Rule rule = this.keys.find(name);
			if (rule != null && !(isTruth(key.getType()) && this.keys.isForSecrets(rule))) {
				return replaced(rule, value);
			}
			return byType(name, key.getType(), value);
		}
		catch (RuntimeException | StackOverflowError ex) {
			this.failed.failed();
			return null;
		}
	}

	/**
	 * Redacts a text of a span that is no attribute and cannot be dropped.
	 * @param name what stands for a key
	 * @param text the text
	 * @return the same text if it may leave, otherwise another one
	 */
	String text(String name, String text) {
		try {
			if (isForbidden(name)) {
				this.notAllowed.redacted();
				return Replacements.MASK;
			}
			String redacted = this.texts.redact(name, text);
			return (redacted != null) ? redacted : Replacements.MASK;
		}
		catch (RuntimeException | StackOverflowError ex) {
			this.failed.failed();
			return Replacements.MASK;
		}
	}

	private boolean isForbidden(String name) {
		return this.allowed != null && !this.allowed.contains(name);
	}

	private static boolean isTruth(AttributeType type) {
		return type == AttributeType.BOOLEAN || type == AttributeType.BOOLEAN_ARRAY;
	}

	private @Nullable Object replaced(Rule rule, Object value) {
		if (!(value instanceof List<?> list)) {
			String text = (value instanceof Value<?> nested) ? nested.asString() : value.toString();
			return this.replacements.replace(rule, text);
		}
		List<String> result = new ArrayList<>(list.size());
		for (Object element : list) {
			String replacement = this.replacements.replace(rule, String.valueOf(element));
			if (replacement == null) {
				return null;
			}
			result.add(replacement);
		}
		return result;
	}

	private @Nullable Object byType(String name, AttributeType type, Object value) {
		return switch (type) {
			case STRING -> this.texts.redact(name, (String) value);
			case STRING_ARRAY, LONG_ARRAY -> list(name, (List<?>) value);
			case LONG -> number(name, value);
			case VALUE -> nested(name, (Value<?>) value);
			default -> value;
		};
	}

	private @Nullable Object number(String name, Object value) {
		long number = (Long) value;
		if (number < SMALL && number > -SMALL) {
			return value;
		}
		String text = value.toString();
		String redacted = this.texts.redact(name, text);
		return text.equals(redacted) ? value : redacted;
	}

	private @Nullable Object nested(String name, Value<?> value) {
		String text = value.asString();
		String redacted = this.texts.redact(name, text);
		return text.equals(redacted) ? value : redacted;
	}

	private @Nullable Object list(String name, List<?> values) {
		List<String> result = null;
		for (int i = 0; i < values.size(); i++) {
			Object element = values.get(i);
			Object redacted = element;
			if (element instanceof String text) {
				redacted = this.texts.redact(name, text);
			}
			else if (element != null) {
				redacted = number(name, element);
			}
			if (redacted == null && element != null) {
				return null;
			}
			if (redacted != element && result == null) {
				result = new ArrayList<>(values.size());
				for (Object before : values.subList(0, i)) {
					result.add(String.valueOf(before));
				}
			}
			if (result != null) {
				result.add(String.valueOf(redacted));
			}
		}
		return (result != null) ? result : values;
	}

}
