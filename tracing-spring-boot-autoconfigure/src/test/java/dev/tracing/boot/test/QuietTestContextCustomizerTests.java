/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.test;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.micrometer.tracing.test.autoconfigure.AutoConfigureTracing;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the export's switch in tests.
 */
class QuietTestContextCustomizerTests {

	private static final String EXPORT = "management.tracing.export.enabled";

	private final GenericApplicationContext context = new GenericApplicationContext();

	@Test
	void springFindsTheFactory() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ContextCustomizerFactory.class))
			.hasAtLeastOneElementOfType(QuietTestContextCustomizerFactory.class);
	}

	@Test
	void exportIsOffByDefault() {
		assertThat(exportAfterCustomizing()).isFalse();
	}

	@Test
	void exportIsOffWhateverTheApplicationSays() {
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("application", Map.of(EXPORT, "true")));
		assertThat(exportAfterCustomizing()).isFalse();
	}

	@Test
	void exportStaysIfTheTestAsksForIt() {
		TestPropertyValues.of("spring.test.tracing.export=true").applyTo(this.context);
		assertThat(exportAfterCustomizing()).isTrue();
	}

	@Test
	void exportIsOffIfTheTestSaysSo() {
		TestPropertyValues.of("spring.test.tracing.export=false").applyTo(this.context);
		assertThat(exportAfterCustomizing()).isFalse();
	}

	@Test
	void testClassesShareTheirContext() {
		ContextCustomizer one = new QuietTestContextCustomizer();
		assertThat(one).isEqualTo(new QuietTestContextCustomizer())
			.hasSameHashCodeAs(new QuietTestContextCustomizer())
			.isNotEqualTo(new Object());
	}

	@Test
	void springBootsTestModuleHasTheWordWhereItIsPresent() {
		assertThat(new QuietTestContextCustomizerFactory().createContextCustomizer(getClass(), List.of())).isNull();
	}

	@Test
	void customizesWhereSpringBootsTestModuleIsMissing() {
		ClassLoader withoutModule = new FilteredClassLoader(AutoConfigureTracing.class);
		assertThat(QuietTestContextCustomizerFactory.springBootDecides(withoutModule)).isFalse();
	}

	private boolean exportAfterCustomizing() {
		new QuietTestContextCustomizer().customizeContext(this.context,
				new MergedContextConfiguration(getClass(), null, null, null, null));
		return this.context.getEnvironment().getProperty(EXPORT, Boolean.class, true);
	}

}
