/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.tracing.boot.RecordedSpans;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TracedTests {

	@Test
	void spanHasNameKindAndFunction() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			assertThat(orders.send()).isEqualTo("sent");
			SpanData span = spans.take();
			assertThat(span.getName()).isEqualTo("order.send_out");
			assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
			assertThat(span.getAttributes().size()).isEqualTo(1);
			assertThat(span.getAttributes().get(AttributeKey.stringKey("code.function.name")))
				.isEqualTo(OrderService.class.getName() + ".send");
		});
	}

	@Test
	void functionHasItsOldNamesToo() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			orders.send();
			SpanData span = spans.take();
			assertThat(span.getAttributes().size()).isEqualTo(3);
			assertThat(span.getAttributes().get(AttributeKey.stringKey("code.function"))).isEqualTo("send");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("code.namespace")))
				.isEqualTo(OrderService.class.getName());
		}, "tracing.semconv=both");
	}

	@Test
	void spanIsCurrentInsideAndNestedCallsAreChildren() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			String inside = orders.outer();
			SpanData inner = spans.take();
			SpanData outer = spans.take();
			assertThat(outer.getSpanId()).isEqualTo(inside).isEqualTo(inner.getParentSpanId());
			assertThat(inner.getTraceId()).isEqualTo(outer.getTraceId());
		});
	}

	@Test
	void throwableIsRecordedAndThrownAsTheSameObject() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			for (Throwable error : new Throwable[] { new IOException("disk full"), new AssertionError("disk full"),
					new IllegalStateException("disk full") }) {
				assertThatThrownBy(() -> orders.fail(error)).isSameAs(error);
				SpanData span = spans.take();
				assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
				assertThat(span.getStatus().getDescription()).isEqualTo("disk full");
				assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
					.isEqualTo(error.getClass().getName());
				assertThat(span.getEvents()).singleElement()
					.satisfies((event) -> assertThat(event.getName()).isEqualTo("exception"));
			}
		});
	}

	@Test
	void exceptionIsNoEventIfNotWanted() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			assertThatThrownBy(orders::failQuietly).isInstanceOf(IllegalStateException.class);
			SpanData span = spans.take();
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(span.getEvents()).isEmpty();
		});
	}

	@Test
	void rootStartsANewTraceWithALink() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			orders.startsTrace();
			SpanData root = spans.take();
			SpanData around = spans.take();
			assertThat(root.getTraceId()).isNotEqualTo(around.getTraceId());
			assertThat(root.getParentSpanContext().isValid()).isFalse();
			assertThat(root.getLinks()).singleElement()
				.satisfies((link) -> assertThat(link.getSpanContext()).isEqualTo(around.getSpanContext()));
		});
	}

	@Test
	void rootWithoutCurrentSpanHasNoLink() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			orders.root();
			assertThat(spans.take().getLinks()).isEmpty();
		});
	}

	@Test
	void rootUnderAnUnsampledSpanIsSampledAnew() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			Span unsampled = Span.wrap(SpanContext.create("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
					TraceFlags.getDefault(), TraceState.getDefault()));
			try (Scope scope = unsampled.makeCurrent()) {
				orders.root();
				orders.send();
			}
			assertThat(spans.take().getName()).isEqualTo("order.root");
		});
	}

	@Test
	void metaAnnotationSetsWhatItAliases() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			orders.pay();
			SpanData span = spans.take();
			assertThat(span.getName()).isEqualTo("payment.process");
			assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
		});
	}

	@Test
	void protectedAndPackagePrivateMethodsWork() {
		TracedApplication.run(OrderService.class, (orders, spans) -> {
			orders.hidden();
			orders.shy();
			assertThat(spans.take(2)).extracting(SpanData::getName).containsExactly("order.hidden", "order.shy");
		});
	}

	@Test
	void methodWithoutAnnotationMakesNoSpan() {
		TracedApplication.run(OrderService.class, (orders, spans) -> orders.plain());
	}

	@Test
	void observationInsideHasTheSpanAsParentAndSpanInsideAnObservationToo() {
		TracedApplication.runner().withBean(OrderService.class).run(TracedApplication.check((context) -> {
			ObservationRegistry registry = context.getBean(ObservationRegistry.class);
			OrderService orders = context.getBean(OrderService.class);
			Observation.createNotStarted("around", registry)
				.observe(() -> orders.run(() -> Observation.createNotStarted("inside", registry).observe(() -> {
				})));
			RecordedSpans spans = context.getBean(RecordedSpans.class);
			SpanData inside = spans.take();
			SpanData traced = spans.take();
			SpanData around = spans.take();
			assertThat(inside.getParentSpanId()).isEqualTo(traced.getSpanId());
			assertThat(traced.getParentSpanId()).isEqualTo(around.getSpanId());
		}));
	}

	public static class OrderService {

		@Lazy
		@Autowired
		private OrderService self;

		@Traced(value = "order.send_out", kind = SpanKind.PRODUCER)
		public String send() {
			return "sent";
		}

		@Traced
		public String outer() {
			this.self.send();
			return Span.current().getSpanContext().getSpanId();
		}

		@Traced
		public void fail(Throwable error) throws Throwable {
			throw error;
		}

		@Traced(recordException = false)
		public void failQuietly() {
			throw new IllegalStateException("expected");
		}

		@Traced
		public void startsTrace() {
			this.self.root();
		}

		@Traced(root = true)
		public void root() {
		}

		@Step(label = "payment.process")
		public void pay() {
		}

		@Traced
		protected void hidden() {
		}

		@Traced
		void shy() {
		}

		@Traced
		public void run(Runnable work) {
			work.run();
		}

		public void plain() {
		}

	}

	@Traced(kind = SpanKind.CLIENT)
	@Retention(RetentionPolicy.RUNTIME)
	@Target(ElementType.METHOD)
	@interface Step {

		@AliasFor(annotation = Traced.class, attribute = "name")
		String label();

	}

}
