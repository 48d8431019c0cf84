/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import org.junit.jupiter.api.Test;

import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what an IDE knows about our properties.
 */
class MetadataTests {

	private static final Set<String> TYPES = Set.of(Boolean.class.getName(), Integer.class.getName(),
			Long.class.getName(), Double.class.getName(), String.class.getName(), Duration.class.getName(),
			DataSize.class.getName(), "java.net.URI", "java.util.List<java.lang.String>",
			"java.util.Set<java.lang.String>", "java.util.Map<java.lang.String,java.lang.String>");

	private final List<PropertyMetadata> properties = PropertyMetadata.all();

	@Test
	void everyPropertyHasSentencesAsDescription() {
		assertThat(this.properties).isNotEmpty()
			.allSatisfy((property) -> assertThat(property.description()).as(property.name()).matches("(?s)[A-Z].*\\."));
	}

	@Test
	void everySwitchSaysWhether() {
		assertThat(this.properties).filteredOn((property) -> property.is(Boolean.class))
			.allSatisfy((property) -> assertThat(property.description()).as(property.name()).startsWith("Whether "));
	}

	@Test
	void everyPropertyHasTypeThatSaysWhatToWrite() {
		assertThat(this.properties).allSatisfy((property) -> assertThat(
				TYPES.contains(property.type()) || isEnumOrListOfEnum(property) || isCollectionOfRecords(property))
			.as("%s has type '%s'", property.name(), property.type())
			.isTrue());
	}

	private static boolean isEnumOrListOfEnum(PropertyMetadata property) {
		String element = property.type().replaceAll("^java\\.util\\.(List|Set)<(.*)>$", "$2");
		return !new PropertyMetadata(property.name(), element, "", "").constants().isEmpty();
	}

	// What belongs in one stands in the README.
	private static boolean isCollectionOfRecords(PropertyMetadata property) {
		Matcher collection = Pattern.compile("^java\\.util\\.(Map<java\\.lang\\.String,|List<)(dev\\.tracing\\..*)>$")
			.matcher(property.type());
		return collection.matches() && ClassUtils.resolveClassName(collection.group(2), null).isRecord();
	}

	@Test
	void timesAreDurations() {
		assertThat(this.properties)
			.filteredOn((property) -> property.name().matches(".*(timeout|delay|interval|duration)$"))
			.allMatch((property) -> property.is(Duration.class));
	}

	@Test
	void everySwitchHasDefaultOrSaysOnWhatItDepends() {
		assertThat(this.properties).filteredOn((property) -> property.name().endsWith(".enabled"))
			.filteredOn((property) -> !property.description().contains("Defaults to true where"))
			.allSatisfy((property) -> {
				assertThat(property.type()).as(property.name()).isEqualTo(Boolean.class.getName());
				assertThat(property.defaultValue()).as(property.name()).isIn("true", "false");
			});
	}

	@Test
	void everyFeatureOfConditionHasItsSwitch() {
		assertThat(this.properties).extracting(PropertyMetadata::name)
			.contains("tracing.enabled")
			.containsAll(features().stream().map((feature) -> "tracing." + feature + ".enabled").toList());
	}

	private static List<String> features() {
		List<String> features = new ArrayList<>();
		for (JavaClass type : ArchitectureTests.CLASSES) {
			addFeature(type, features);
			for (JavaMethod method : type.getMethods()) {
				addFeature(method, features);
			}
		}
		return features;
	}

	private static <T extends CanBeAnnotated> void addFeature(T element, List<String> features) {
		if (!element.isAnnotatedWith(ConditionalOnTracing.class)) {
			return;
		}
		String feature = (element instanceof JavaClass type)
				? type.getAnnotationOfType(ConditionalOnTracing.class).value()
				: ((JavaMethod) element).getAnnotationOfType(ConditionalOnTracing.class).value();
		if (!feature.isEmpty()) {
			features.add(feature);
		}
	}

}
