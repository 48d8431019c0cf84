/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import io.micrometer.observation.annotation.Observed;
import io.micrometer.tracing.annotation.NewSpan;
import io.micrometer.tracing.annotation.SpanTag;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.annotations.WithSpan;

/**
 * One method, with one class for each way to make a span of it. It does next to nothing,
 * so that the span is all that is measured.
 */
final class OrderDesks {

	private OrderDesks() {
	}

	/**
	 * An argument to take attributes from.
	 *
	 * @param id what identifies it
	 */
	public record Order(String id) {
	}

	/**
	 * An argument to take attributes from.
	 *
	 * @param name what identifies it
	 */
	public record Customer(String name) {
	}

	/**
	 * Whose method becomes a span.
	 */
	interface Desk {

		String take(Order order, Customer customer);

	}

	static class PlainDesk implements Desk {

		@Override
		public String take(Order order, Customer customer) {
			return order.id();
		}

	}

	static class ManualDesk implements Desk {

		private static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("code.function.name");

		private final Tracer tracer;

		ManualDesk(Tracer tracer) {
			this.tracer = tracer;
		}

		@Override
		public String take(Order order, Customer customer) {
			Span span = this.tracer.spanBuilder("order.take")
				.setAttribute(FUNCTION, "dev.tracing.boot.annotation.OrderDesks.ManualDesk.take")
				.startSpan();
			try (Scope scope = span.makeCurrent()) {
				return order.id();
			}
			catch (Throwable ex) {
				span.setStatus(StatusCode.ERROR);
				span.recordException(ex);
				throw ex;
			}
			finally {
				span.end();
			}
		}

	}

	static class TracedDesk implements Desk {

		@Override
		@Traced("order.take")
		public String take(Order order, Customer customer) {
			return order.id();
		}

	}

	static class TracedDeskWithAttributes implements Desk {

		@Override
		@Traced("order.take")
		public String take(@SpanAttribute(value = "order.id", expression = "id") Order order,
				@SpanAttribute(value = "customer.name", expression = "name") Customer customer) {
			return order.id();
		}

	}

	static class NewSpanDesk implements Desk {

		@Override
		@NewSpan("order.take")
		public String take(Order order, Customer customer) {
			return order.id();
		}

	}

	static class NewSpanDeskWithTags implements Desk {

		@Override
		@NewSpan("order.take")
		public String take(@SpanTag(key = "order.id", expression = "id") Order order,
				@SpanTag(key = "customer.name", expression = "name") Customer customer) {
			return order.id();
		}

	}

	static class ObservedDesk implements Desk {

		@Override
		@Observed(name = "order.take")
		public String take(Order order, Customer customer) {
			return order.id();
		}

	}

	static class WithSpanDesk implements Desk {

		@Override
		@WithSpan("order.take")
		public String take(Order order, Customer customer) {
			return order.id();
		}

	}

}
