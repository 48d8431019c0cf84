/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class TracedWarningsTests {

	@Test
	void methodOutOfReachIsOneWarningThatSaysWhatToDo(CapturedOutput output) {
		TracedApplication.runner()
			.withBean("first", OrderService.class)
			.withBean("second", OrderService.class)
			.run(TracedApplication.check((context) -> {
				assertThat(output).containsOnlyOnce("OrderService.secret(String): it is private; make it public");
				assertThat(output).containsOnlyOnce("OrderService.fixed(): it is final; remove the modifier");
				assertThat(output).containsOnlyOnce("OrderService.shared(): it is static; make it an instance method");
				assertThat(output).doesNotContain("OrderService.create");
				context.getBean("first", OrderService.class).fixed();
			}));
	}

	@Test
	void finalMethodOfAnAnnotatedClassIsAWarningAndAPrivateOneIsNot(CapturedOutput output) {
		TracedApplication.run(CartService.class, (cart, spans) -> {
			cart.add();
			cart.fixed();
			assertThat(spans.take().getName()).isEqualTo("cart.add");
			assertThat(output).containsOnlyOnce("CartService.fixed(): it is final");
			assertThat(output).doesNotContain("CartService.secret").doesNotContain("CartService.shared");
		});
	}

	@Test
	void classThatCannotBeSubclassedIsAWarningAndStarts(CapturedOutput output) {
		TracedApplication.runner()
			.withBean(Closed.class)
			.withBean(Single.class, Single::instance)
			.run(TracedApplication.check((context) -> {
				context.getBean(Closed.class).create();
				assertThat(output).containsOnlyOnce("Closed.create(): its class is final");
				assertThat(output).containsOnlyOnce("Single.create(): its class has only private constructors");
			}));
	}

	@Test
	void methodThatNoInterfaceDeclaresIsAWarningWithProxiesOfInterfaces(CapturedOutput output) {
		TracedApplication.runner()
			.withBean(DefaultOrders.class)
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.run(TracedApplication.check((context) -> {
				context.getBean(Orders.class).create();
				context.getBean(dev.tracing.boot.RecordedSpans.class).take();
				assertThat(output).containsOnlyOnce("DefaultOrders.other(): no interface of its class declares it")
					.contains("spring.aop.proxy-target-class=true");
			}));
	}

	@Test
	void suspendingFunctionIsRefusedWithoutTheLibrariesThatItNeeds() {
		TracedApplication.runner()
			.withBean(Suspending.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("suspending function")
				.hasMessageContaining("Suspending.create(String, Continuation)")
				.hasMessageContaining("kotlinx-coroutines-reactor and kotlin-reflect"));
	}

	public static class OrderService {

		@Traced
		public void create() {
			secret("x");
		}

		@Traced
		private void secret(String value) {
		}

		@Traced
		public final void fixed() {
		}

		@Traced
		static void shared() {
		}

	}

	@Traced
	public static class CartService {

		public void add() {
			secret();
		}

		public final void fixed() {
		}

		private void secret() {
		}

		public static void shared() {
		}

	}

	public static final class Closed {

		@Traced
		public void create() {
		}

	}

	public static class Single {

		private Single() {
		}

		static Single instance() {
			return new Single();
		}

		@Traced
		public void create() {
		}

	}

	public static final class Twin extends Single {

	}

	interface Orders {

		void create();

	}

	public static class DefaultOrders implements Orders {

		@Override
		@Traced
		public void create() {
		}

		@Traced
		public void other() {
		}

	}

	public static class Suspending {

		@Traced
		public Object create(String id, Continuation<? super String> continuation) {
			return id;
		}

	}

}
