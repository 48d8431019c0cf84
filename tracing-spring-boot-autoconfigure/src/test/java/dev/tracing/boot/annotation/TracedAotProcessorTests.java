/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;
import org.springframework.stereotype.Controller;

import static org.assertj.core.api.Assertions.assertThat;

class TracedAotProcessorTests {

	@Test
	void methodsThatExpressionsMayCallAreKnownToTheNativeImage() {
		RuntimeHints hints = process(OrderService.class);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Order.class)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Receipt.class)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(hints);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Traced.class)).accepts(hints);
	}

	@Test
	void controllersThatNameAttributesAreKnownToo() {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Receipt.class)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(process(OrderController.class));
	}

	@Test
	void beanWithoutTheAnnotationNeedsNothing() {
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Traced.class)).rejects(process(Order.class));
	}

	private static RuntimeHints process(Class<?> type) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(type);
		DefaultGenerationContext generation = new DefaultGenerationContext(new ClassNameGenerator(ClassName.get(type)),
				new InMemoryGeneratedFiles());
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		return generation.getRuntimeHints();
	}

	public static class Order {

	}

	public static class Receipt {

	}

	@Controller
	public static class OrderController {

		@SpanAttribute(value = "receipt.id", expression = "id")
		public Receipt create() {
			return new Receipt();
		}

	}

	public static class OrderService {

		@Traced
		public Receipt create(Order order) {
			return new Receipt();
		}

	}

}
