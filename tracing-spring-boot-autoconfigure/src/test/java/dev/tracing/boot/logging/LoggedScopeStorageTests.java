/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.tracing.otel.bridge.EventListener;
import io.micrometer.tracing.otel.bridge.EventPublishingContextWrapper.ScopeAttachedEvent;
import io.micrometer.tracing.otel.bridge.EventPublishingContextWrapper.ScopeRestoredEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class LoggedScopeStorageTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN_ID = "b7ad6b7169203331";

	private static final String INNER_SPAN_ID = "00f067aa0ba902b7";

	@AfterEach
	void nothingIsLeft() {
		assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
	}

	@Test
	void theMdcFollowsTheScopesWithoutAnyEvent() {
		try (ConfigurableApplicationContext application = start()) {
			assertThat(LoggedScopeStorage.scopes.onlyListener()).isNotNull();
			assertTheMdcFollowsTheScopes("traceId", "spanId");
		}
	}

	@Test
	void twoApplicationsWithTheSameKeysShareAListener() {
		try (ConfigurableApplicationContext one = start()) {
			try (ConfigurableApplicationContext other = start()) {
				assertThat(LoggedScopeStorage.scopes.onlyListener()).isNotNull();
				assertTheMdcFollowsTheScopes("traceId", "spanId");
			}
			assertTheMdcFollowsTheScopes("traceId", "spanId");
		}
	}

	@Test
	void twoApplicationsWithDifferentKeysBothHaveTheirs() {
		try (ConfigurableApplicationContext one = start()) {
			try (ConfigurableApplicationContext other = start("--tracing.logging.keys=otel")) {
				assertThat(LoggedScopeStorage.scopes.onlyListener()).isNull();
				assertTheMdcFollowsTheScopes("traceId", "spanId");
				assertTheMdcFollowsTheScopes("trace_id", "span_id");
			}
			assertThat(LoggedScopeStorage.scopes.onlyListener()).isNotNull();
		}
	}

	@Test
	void anotherListenerStillHearsOfEveryScope() {
		try (ConfigurableApplicationContext application = start(Listening.class)) {
			assertTheMdcFollowsTheScopes("traceId", "spanId");
			assertThat(application.getBean(Heard.class).spans).containsExactly(SPAN_ID, INNER_SPAN_ID, SPAN_ID, null);
		}
	}

	@Test
	void aScopeOutlivesTheApplicationThatListened() {
		Scope scope;
		try (ConfigurableApplicationContext application = start()) {
			scope = context(SPAN_ID).makeCurrent();
		}
		assertThat(MDC.get("spanId")).isEqualTo(SPAN_ID);
		scope.close();
	}

	@Test
	void whereNoSpanIsCurrentNoneIsLogged() {
		try (ConfigurableApplicationContext application = start(); Scope outer = context(SPAN_ID).makeCurrent()) {
			try (Scope root = Context.root().makeCurrent()) {
				assertThat(MDC.get("traceId")).isNull();
				assertThat(MDC.get("spanId")).isNull();
			}
			assertThat(MDC.get("spanId")).isEqualTo(SPAN_ID);
		}
	}

	private static void assertTheMdcFollowsTheScopes(String traceIdKey, String spanIdKey) {
		try (Scope outer = context(SPAN_ID).makeCurrent()) {
			assertThat(MDC.get(traceIdKey)).isEqualTo(TRACE_ID);
			assertThat(MDC.get(spanIdKey)).isEqualTo(SPAN_ID);
			try (Scope inner = context(INNER_SPAN_ID).makeCurrent()) {
				assertThat(MDC.get(spanIdKey)).isEqualTo(INNER_SPAN_ID);
			}
			assertThat(MDC.get(spanIdKey)).isEqualTo(SPAN_ID);
		}
		assertThat(MDC.get(traceIdKey)).isNull();
		assertThat(MDC.get(spanIdKey)).isNull();
	}

	private static Context context(String spanId) {
		return Context.root()
			.with(Span.wrap(SpanContext.create(TRACE_ID, spanId, TraceFlags.getSampled(), TraceState.getDefault())));
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return start(Application.class, arguments);
	}

	private static ConfigurableApplicationContext start(Class<?> configuration, String... arguments) {
		SpringApplication application = new SpringApplication(configuration);
		application.setWebApplicationType(WebApplicationType.NONE);
		return application.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Listening {

		@Bean
		Heard heard() {
			return new Heard();
		}

	}

	static final class Heard implements EventListener {

		private final List<String> spans = new ArrayList<>();

		@Override
		public void onEvent(Object event) {
			if (event instanceof ScopeAttachedEvent attached) {
				this.spans.add(id(attached.getSpan()));
			}
			else if (event instanceof ScopeRestoredEvent restored) {
				this.spans.add(id(restored.getSpan()));
			}
		}

		private static String id(Span span) {
			return (span != null) ? span.getSpanContext().getSpanId() : null;
		}

	}

}
