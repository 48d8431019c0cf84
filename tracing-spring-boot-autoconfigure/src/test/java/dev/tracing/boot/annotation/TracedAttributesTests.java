/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class TracedAttributesTests {

	@Test
	void parametersAreRecordedOnlyIfNamed() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			orders.create("u1", new BigDecimal("99.95"), "secret");
			assertThat(business(spans.take().getAttributes()))
				.isEqualTo(Attributes.builder().put("user.id", "u1").put("order.amount", 99.95).build());
			orders.create(null, null, "secret");
			assertThat(business(spans.take().getAttributes())).isEqualTo(Attributes.empty());
		});
	}

	@Test
	void propertyOfAParameterIsRecorded() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			orders.update(new Order("o1", 3));
			assertThat(business(spans.take().getAttributes()))
				.isEqualTo(Attributes.builder().put("order.id", "o1").put("order.next", 4).build());
			orders.update(null);
			assertThat(business(spans.take().getAttributes())).isEqualTo(Attributes.empty());
		});
	}

	@Test
	void expressionsSeeParametersTargetResultAndError() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			orders.find("o1", 2);
			assertThat(business(spans.take().getAttributes())).isEqualTo(Attributes.builder()
				.put("id", "o1")
				.put("p", "o1")
				.put("a", 2)
				.put("target", "north")
				.put("result", "o1")
				.put("outcome", "found")
				.build());
			assertThatThrownBy(() -> orders.find("o1", -1)).isInstanceOf(IllegalArgumentException.class);
			assertThat(business(spans.take().getAttributes())).isEqualTo(Attributes.builder()
				.put("id", "o1")
				.put("p", "o1")
				.put("a", -1)
				.put("target", "north")
				.put("error", "negative")
				.put("outcome", "failed")
				.build());
		});
	}

	@Test
	void resultOfAFutureIsItsValue() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			CompletableFuture<Order> future = new CompletableFuture<>();
			orders.later(future);
			future.complete(new Order("o9", 1));
			assertThat(business(spans.take().getAttributes()))
				.isEqualTo(Attributes.builder().put("order.id", "o9").build());
		});
	}

	@Test
	void compiledExpressionGivesTheSameValues() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			for (int i = 0; i < 300; i++) {
				orders.update(new Order("o" + i, i));
				assertThat(spans.take().getAttributes().get(AttributeKey.stringKey("order.id"))).isEqualTo("o" + i);
			}
		});
	}

	@Test
	void expressionThatFailsCostsOneDebugLineAndItsAttribute(CapturedOutput output) {
		Logger logger = (Logger) LoggerFactory.getLogger(TracedAttribute.class);
		Level level = logger.getLevel();
		logger.setLevel(Level.DEBUG);
		try {
			TracedApplication.run(OrderService.class, (orders, spans) -> {
				orders.broken(new Order("o1", 1));
				assertThat(business(spans.take().getAttributes()))
					.isEqualTo(Attributes.builder().put("fine", "o1").build());
				assertThat(output).containsOnlyOnce("Left out attribute 'loud'")
					.containsOnlyOnce("Left out attribute 'entity'");
			});
		}
		finally {
			logger.setLevel(level);
		}
	}

	@Test
	void argumentThatIsNeverAValueIsOneWarningAtTheStart(CapturedOutput output) {
		TracedApplication.run(EntityService.class, (entities, spans) -> {
			entities.save(new Order("o1", 1), List.of(new Order("o2", 1)));
			entities.save(new Order("o1", 1), List.of());
			assertThat(spans.take(2))
				.allSatisfy((span) -> assertThat(business(span.getAttributes())).isEqualTo(Attributes.empty()));
			assertThat(output).containsOnlyOnce("@SpanAttribute(\"order\") has no effect")
				.containsOnlyOnce("@SpanAttribute(\"orders\") has no effect")
				.contains("EntityService.save")
				.contains("expression = ");
		});
	}

	@Test
	void brokenExpressionFailsTheStart() {
		assertFailure(Unparsable.class, "Unparsable.create(String)", "#id.");
		assertFailure(UnknownVariable.class, "UnknownVariable.create(String)", "#ordr");
		assertFailure(WithoutExpression.class, "WithoutExpression.create()", "has no expression");
		assertFailure(BrokenParameter.class, "BrokenParameter.create(String)", "length(");
		assertFailure(WithoutKey.class, "WithoutKey.create(String)", "without a key");
	}

	@Test
	void brokenExpressionOfABeanThatIsMadeLaterFailsTheStartToo() {
		TracedApplication.runner()
			.withBean(WithoutExpression.class, WithoutExpression::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("has no expression"));
	}

	private static void assertFailure(Class<?> type, String... messages) {
		TracedApplication.runner()
			.withBean(type)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.satisfies((ex) -> assertThat(chain(context.getStartupFailure())).contains(messages)));
	}

	private static String chain(Throwable error) {
		return (error != null) ? error.getMessage() + "\n" + chain(error.getCause()) : "";
	}

	private static Attributes business(Attributes attributes) {
		return attributes.toBuilder()
			.removeIf((key) -> key.getKey().startsWith("code.") || key.getKey().equals("error.type"))
			.build();
	}

	public record Order(String id, int items) {

		@Override
		public String toString() {
			throw new AssertionError("never to be called");
		}

	}

	public static class OrderService {

		public String getRegion() {
			return "north";
		}

		@Traced
		public void create(@SpanAttribute("user.id") String user, @SpanAttribute("order.amount") BigDecimal amount,
				String password) {
		}

		@Traced(attributes = @SpanAttribute(value = "order.next",
				expression = "#order != null ? #order.items + 1 : null"))
		public void update(@SpanAttribute(value = "order.id", expression = "id") Order order) {
		}

		@Traced(attributes = { @SpanAttribute(value = "id", expression = "#id"),
				@SpanAttribute(value = "p", expression = "#p0"), @SpanAttribute(value = "a", expression = "#a1"),
				@SpanAttribute(value = "target", expression = "#root.region"),
				@SpanAttribute(value = "result", expression = "#result.id"),
				@SpanAttribute(value = "error", expression = "#error.message"), @SpanAttribute(value = "outcome",
						expression = "#error == null && #result != null ? 'found' : 'failed'") })
		public Order find(String id, int count) {
			if (count < 0) {
				throw new IllegalArgumentException("negative");
			}
			return new Order(id, count);
		}

		@Traced(attributes = @SpanAttribute(value = "order.id", expression = "#result.id"))
		public CompletableFuture<Order> later(CompletableFuture<Order> future) {
			return future;
		}

		@Traced(attributes = { @SpanAttribute(value = "loud", expression = "#order.id.charAt(9)"),
				@SpanAttribute(value = "entity", expression = "#order"),
				@SpanAttribute(value = "fine", expression = "#order.id") })
		public void broken(Order order) {
		}

	}

	public static class EntityService {

		@Traced
		public void save(@SpanAttribute("order") Order order, @SpanAttribute("orders") List<Order> orders) {
		}

	}

	public static class Unparsable {

		@Traced(attributes = @SpanAttribute(value = "id", expression = "#id."))
		void create(String id) {
		}

	}

	public static class UnknownVariable {

		@Traced
		void fine() {
		}

		@Traced(attributes = @SpanAttribute(value = "id", expression = "#ordr.id"))
		void create(String order) {
		}

	}

	public static class WithoutExpression {

		@Traced(attributes = @SpanAttribute("id"))
		void create() {
		}

	}

	public static class BrokenParameter {

		@Traced
		void create(@SpanAttribute(value = "length", expression = "length(") String id) {
		}

	}

	public static class WithoutKey {

		@Traced
		void create(@SpanAttribute("") String id) {
		}

	}

}
