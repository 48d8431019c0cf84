/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Finds the aspect of OpenTelemetry's starter as Spring Boot does, by its name in the
 * starter's list, and leaves the starter's other parts out.
 */
final class WithSpanSelector implements DeferredImportSelector {

	@Override
	public String[] selectImports(AnnotationMetadata importing) {
		List<String> found = ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.endsWith(".InstrumentationAnnotationsAutoConfiguration"))
			.toList();
		if (found.size() != 1) {
			throw new IllegalStateException("One aspect for @WithSpan was expected and not " + found);
		}
		return found.toArray(String[]::new);
	}

}
