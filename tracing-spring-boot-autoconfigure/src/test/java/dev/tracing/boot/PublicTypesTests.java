/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Test;

/**
 * Tests that a type becomes public only on purpose: {@code api.txt} lists all that are.
 */
class PublicTypesTests {

	@Test
	void publicTypesAreThoseOfTheList() throws IOException {
		String types = ArchitectureTests.CLASSES.stream()
			.filter(PublicTypesTests::isVisible)
			.map(JavaClass::getName)
			.sorted()
			.collect(Collectors.joining("\n", "", "\n"));
		ProjectFiles.assertUpToDate(ProjectFiles.module().resolve("api.txt"), types, getClass());
	}

	private static boolean isVisible(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC)
				&& type.getEnclosingClass().map(PublicTypesTests::isVisible).orElse(true);
	}

}
