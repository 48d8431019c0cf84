/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.json.JsonParserFactory;

/**
 * One property of the generated configuration metadata.
 *
 * @param name the name
 * @param type the type, as the metadata names it
 * @param description the description, empty if there is none
 * @param defaultValue the default value, empty if there is none
 */
record PropertyMetadata(String name, String type, String description, String defaultValue) {

	/**
	 * Reads what the annotation processor has written for this module.
	 * @return all properties under {@code tracing.}, sorted by name
	 */
	static List<PropertyMetadata> all() {
		Path file = ProjectFiles.module().resolve("target/classes/META-INF/spring-configuration-metadata.json");
		Map<String, Object> metadata = JsonParserFactory.getJsonParser().parseMap(ProjectFiles.read(file));
		List<PropertyMetadata> properties = new ArrayList<>();
		for (Object element : (List<?>) metadata.get("properties")) {
			Map<?, ?> property = (Map<?, ?>) element;
			if (text(property.get("name")).startsWith("tracing.")) {
				properties.add(new PropertyMetadata(text(property.get("name")), text(property.get("type")),
						text(property.get("description")), text(property.get("defaultValue"))));
			}
		}
		properties.sort(Comparator.comparing(PropertyMetadata::name));
		return properties;
	}

	private static String text(Object value) {
		if (value == null) {
			return "";
		}
		return (value instanceof List<?> list) ? String.join(", ", list.stream().map(String::valueOf).toList())
				: String.valueOf(value);
	}

	boolean is(Class<?> candidate) {
		return this.type.equals(candidate.getName());
	}

	/**
	 * Returns the type's constants, as they are written in YAML.
	 * @return the constants, empty if the type is no enum
	 */
	List<String> constants() {
		try {
			Object[] constants = Class.forName(this.type, false, getClass().getClassLoader()).getEnumConstants();
			List<String> names = new ArrayList<>();
			for (Object constant : (constants != null) ? constants : new Object[0]) {
				names.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'));
			}
			return names;
		}
		catch (ClassNotFoundException ex) {
			return List.of();
		}
	}

	/**
	 * Returns the type in a word or two.
	 * @return the type, for people
	 */
	String shortType() {
		if (!constants().isEmpty()) {
			return String.join(", ", constants());
		}
		return this.type.replaceAll("[a-z]+\\.", "").replace(",", ", ");
	}

}
