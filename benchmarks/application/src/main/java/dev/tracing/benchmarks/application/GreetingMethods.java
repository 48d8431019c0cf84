/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.application;

import dev.tracing.boot.annotation.Traced;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.tracing.annotation.NewSpan;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.annotations.WithSpan;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The method that becomes a span, once for each way to say so. Each is a configuration of
 * its own, so that no variant loads what only another has.
 */
@Configuration(proxyBeanMethods = false)
@Import({ GreetingMethods.Plain.class, GreetingMethods.WithTraced.class, GreetingMethods.WithWithSpan.class,
		GreetingMethods.WithNewSpan.class, GreetingMethods.WithObserved.class, GreetingMethods.ByHand.class })
class GreetingMethods {

	private static String greeting(String name) {
		return "Hello, " + name;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "benchmark.method", havingValue = "plain", matchIfMissing = true)
	static class Plain {

		@Bean
		Greetings greetings() {
			return new PlainGreetings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "benchmark.method", havingValue = "traced")
	static class WithTraced {

		@Bean
		TracedGreetings greetings() {
			return new TracedGreetings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "benchmark.method", havingValue = "with-span")
	static class WithWithSpan {

		@Bean
		WithSpanGreetings greetings() {
			return new WithSpanGreetings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "benchmark.method", havingValue = "new-span")
	static class WithNewSpan {

		@Bean
		NewSpanGreetings greetings() {
			return new NewSpanGreetings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "benchmark.method", havingValue = "observed")
	static class WithObserved {

		@Bean
		ObservedGreetings greetings() {
			return new ObservedGreetings();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "benchmark.method", havingValue = "by-hand")
	static class ByHand {

		@Bean
		Greetings greetings(OpenTelemetry openTelemetry,
				@Value("${benchmark.all-attributes:false}") boolean allAttributes) {
			return new ManualGreetings(openTelemetry.getTracer("floor"), allAttributes);
		}

	}

	static class PlainGreetings implements Greetings {

		@Override
		public String greet(String name) {
			return greeting(name);
		}

	}

	static class TracedGreetings implements Greetings {

		@Override
		@Traced("greeting.greet")
		public String greet(String name) {
			return greeting(name);
		}

	}

	static class WithSpanGreetings implements Greetings {

		@Override
		@WithSpan("greeting.greet")
		public String greet(String name) {
			return greeting(name);
		}

	}

	static class NewSpanGreetings implements Greetings {

		@Override
		@NewSpan("greeting.greet")
		public String greet(String name) {
			return greeting(name);
		}

	}

	static class ObservedGreetings implements Greetings {

		@Override
		@Observed(name = "greeting.greet")
		public String greet(String name) {
			return greeting(name);
		}

	}

	static class ManualGreetings implements Greetings {

		private static final AttributeKey<String> FUNCTION_NAME = AttributeKey.stringKey("code.function.name");

		private final Tracer tracer;

		private final boolean allAttributes;

		ManualGreetings(Tracer tracer, boolean allAttributes) {
			this.tracer = tracer;
			this.allAttributes = allAttributes;
		}

		@Override
		public String greet(String name) {
			SpanBuilder builder = this.tracer.spanBuilder("greeting.greet");
			if (this.allAttributes) {
				builder.setAttribute(FUNCTION_NAME,
						"dev.tracing.benchmarks.application.GreetingMethods$ManualGreetings.greet");
			}
			Span span = builder.startSpan();
			try (Scope scope = span.makeCurrent()) {
				return greeting(name);
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

}
