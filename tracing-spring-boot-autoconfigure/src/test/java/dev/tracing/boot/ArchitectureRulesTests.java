/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.Arrays;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.tracing.boot.analysis.Nosy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the rules find what they forbid: a rule that looks at nothing passes too.
 */
class ArchitectureRulesTests {

	static final List<ArchRule> codeRules = Arrays.stream(CodeRules.rules())
		.filter((rule) -> !rule.getDescription().contains("@NullMarked"))
		.toList();

	@ParameterizedTest(name = "{0}")
	@FieldSource("codeRules")
	void ruleFindsCarelessCode(ArchRule rule) {
		assertThat(rule.evaluate(classes(Careless.class)).hasViolation()).isTrue();
	}

	@Test
	void rulesFindImportsThatAreNotAllowed() {
		assertThat(Rooms.rules()).filteredOn((rule) -> rule.evaluate(classes(Nosy.class)).hasViolation())
			.extracting(ArchRule::getDescription)
			.containsExactly("'analysis' imports nothing of ours but []",
					"Operations and analysis are plain Java, to be tested and reused without Spring");
	}

	private static JavaClasses classes(Class<?> type) {
		return new ClassFileImporter().importClasses(type);
	}

}
