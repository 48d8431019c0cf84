/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/**
 * Tests that {@code docs/properties.md} lists the properties as they are.
 */
class PropertiesPageTests {

	private static final String INTRODUCTION = """
			# Properties

			Every property of the `tracing.*` tree, as an IDE shows it. Where Spring Boot has a key for the same thing, the
			order is: `OTEL_*` variable, then `management.*`, then `tracing.*`, then the default below.

			This page is written by `PropertiesPageTests` from the configuration metadata.
			""";

	@Test
	void pageListsEveryProperty() throws IOException {
		ProjectFiles.assertUpToDate(ProjectFiles.root().resolve("docs/properties.md"), page(), getClass());
	}

	private static String page() {
		Map<String, List<PropertyMetadata>> features = PropertyMetadata.all()
			.stream()
			.collect(Collectors.groupingBy(PropertiesPageTests::feature, TreeMap::new, Collectors.toList()));
		StringBuilder page = new StringBuilder(INTRODUCTION);
		features.forEach((feature, properties) -> {
			page.append("\n## ")
				.append(feature)
				.append("\n\n| property | default | values | what it does |\n|---|---|---|---|\n");
			properties.forEach((property) -> page.append(row(property)));
		});
		return page.toString();
	}

	private static String feature(PropertyMetadata property) {
		String[] parts = property.name().split("\\.");
		return (parts.length > 2) ? "tracing." + parts[1] : "tracing";
	}

	private static String row(PropertyMetadata property) {
		return "| `%s` | %s | %s | %s |%n"
			.formatted(property.name(), code(property.defaultValue()), cell(property.shortType()),
					cell(property.description()))
			.replace(System.lineSeparator(), "\n");
	}

	private static String code(String value) {
		return value.isEmpty() ? "" : "`" + cell(value) + "`";
	}

	private static String cell(String text) {
		return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
	}

}
