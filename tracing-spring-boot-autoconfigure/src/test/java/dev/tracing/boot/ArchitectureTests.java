/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The law of the code: which package knows which, and habits that cost users dearly. To
 * change a rule, write the reason in {@code docs/rationale.md} in the same commit.
 */
class ArchitectureTests {

	static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(Rooms.ROOT);

	static final ArchRule[] importRules = Rooms.rules();

	static final ArchRule[] codeRules = CodeRules.rules();

	@ParameterizedTest(name = "{0}")
	@FieldSource("importRules")
	void packagesKnowOnlyWhatTheyMay(ArchRule rule) {
		rule.check(CLASSES);
	}

	@ParameterizedTest(name = "{0}")
	@FieldSource("codeRules")
	void codeKeepsItsHabits(ArchRule rule) {
		rule.check(CLASSES);
	}

}
