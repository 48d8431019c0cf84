/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SpanAttribute} on methods with {@link Traced}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ResultAttributesTests {

	@Test
	void resultIsRecorded() {
		TracedApplication.run(Orders.class, (orders, spans) -> {
			assertThat(orders.count(3)).isEqualTo(3);
			assertThat(spans.take().getAttributes().get(AttributeKey.longKey("order.count"))).isEqualTo(3);
		});
	}

	@Test
	void expressionSeesTheResultAsItsRoot() {
		TracedApplication.run(Orders.class, (orders, spans) -> {
			orders.find("o1");
			assertThat(id(spans.take())).isEqualTo("o1");
			orders.find(null);
			assertThat(id(spans.take())).isNull();
		});
	}

	@Test
	void failureHasNoResult() {
		TracedApplication.run(Orders.class, (orders, spans) -> {
			assertThatIllegalStateException().isThrownBy(orders::fail);
			assertThat(id(spans.take())).isNull();
		});
	}

	@Test
	void resultThatComesLaterIsItsValue() {
		TracedApplication.run(Orders.class, (orders, spans) -> {
			CompletableFuture<Order> future = new CompletableFuture<>();
			assertThat(orders.later(future)).isSameAs(future);
			future.complete(new Order("o2"));
			assertThat(id(spans.take())).isEqualTo("o2");
			orders.mono("o3").block();
			assertThat(id(spans.take())).isEqualTo("o3");
			orders.callable("o4").call();
			assertThat(id(spans.take())).isEqualTo("o4");
		});
	}

	@Test
	void annotationOfAnInterfaceCounts() {
		TracedApplication.run(Implementation.class, (orders, spans) -> {
			orders.find("o1");
			assertThat(id(spans.take())).isEqualTo("o1");
		});
	}

	@Test
	void resultThatIsNeverAValueIsAWarningAtTheStart(CapturedOutput output) {
		TracedApplication.run(Refused.class, (orders, spans) -> {
			orders.find();
			orders.all();
			orders.nothing();
			spans.take(3);
			assertThat(output).containsOnlyOnce("@SpanAttribute(\"one\") has no effect on the result of ")
				.containsOnlyOnce("@SpanAttribute(\"all\") has no effect on the result of ")
				.containsOnlyOnce("@SpanAttribute(\"nothing\") has no effect on the result of ");
		});
	}

	@Test
	void brokenExpressionFailsTheStart() {
		TracedApplication.runner()
			.withBean(Broken.class)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("Broken expression 'id.'"));
	}

	private static String id(SpanData span) {
		return span.getAttributes().get(AttributeKey.stringKey("order.id"));
	}

	public record Order(String id) {
	}

	public static class Orders {

		@Traced
		@SpanAttribute("order.count")
		public int count(int count) {
			return count;
		}

		@Traced
		@SpanAttribute(value = "order.id", expression = "id")
		public Order find(String id) {
			return (id != null) ? new Order(id) : null;
		}

		@Traced
		@SpanAttribute("order.id")
		public String fail() {
			throw new IllegalStateException("no stock");
		}

		@Traced
		@SpanAttribute(value = "order.id", expression = "id")
		public CompletableFuture<Order> later(CompletableFuture<Order> future) {
			return future;
		}

		@Traced
		@SpanAttribute("order.id")
		public Mono<String> mono(String id) {
			return Mono.just(id);
		}

		@Traced
		@SpanAttribute("order.id")
		public Callable<String> callable(String id) {
			return () -> id;
		}

	}

	public interface Finding {

		@SpanAttribute("order.id")
		String find(String id);

	}

	public static class Implementation implements Finding {

		@Override
		@Traced
		public String find(String id) {
			return id;
		}

	}

	public static class Refused {

		@Traced
		@SpanAttribute("one")
		public CompletableFuture<Order> find() {
			return CompletableFuture.completedFuture(new Order("o1"));
		}

		@Traced
		@SpanAttribute("all")
		public List<Order> all() {
			return List.of(new Order("o1"));
		}

		@Traced
		@SpanAttribute("nothing")
		public void nothing() {
		}

	}

	public static class Broken {

		@Traced
		@SpanAttribute(value = "order.id", expression = "id.")
		public Order find() {
			return new Order("o1");
		}

	}

}
