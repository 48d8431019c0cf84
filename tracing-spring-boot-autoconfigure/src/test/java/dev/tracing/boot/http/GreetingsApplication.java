/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.annotation.SpanAttribute;
import dev.tracing.boot.annotation.Traced;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * An ordinary servlet application on Tomcat with one thread, with tracing or without, and
 * of all that is on the test's class path with nothing else.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ GreetingsApplication.Greetings.class, GreetingsApplication.Words.class, GreetingsApplication.Exports.class })
class GreetingsApplication {

	private static final String BOOT = "org.springframework.boot.";

	private static final List<String> WEB = List.of(BOOT + "autoconfigure.", BOOT + "webmvc.autoconfigure.",
			BOOT + "servlet.autoconfigure.", BOOT + "tomcat.autoconfigure.", BOOT + "jackson.autoconfigure.",
			BOOT + "http.converter.autoconfigure.");

	private static final List<String> STARTER = List.of("dev.tracing.boot.", BOOT + "opentelemetry.autoconfigure.",
			BOOT + "micrometer.tracing.", BOOT + "micrometer.observation.autoconfigure.");

	private static final List<String> METERS = List.of(BOOT + "micrometer.metrics.autoconfigure.",
			BOOT + "micrometer.observation.autoconfigure.");

	private static final List<String> NEVER = List.of(".kafka.", ".security.", ".prometheus.", ".actuate.");

	static ConfigurableApplicationContext start(boolean starter, boolean meters, String... properties) {
		return new SpringApplicationBuilder(GreetingsApplication.class).web(WebApplicationType.SERVLET)
			.properties(excluded(starter, meters), "server.port=0", "server.tomcat.threads.max=1",
					"server.tomcat.threads.min-spare=1", "server.tomcat.max-keep-alive-requests=-1",
					"server.tomcat.keep-alive-timeout=-1", "spring.application.name=greetings",
					"spring.main.banner-mode=off")
			.properties(properties)
			.run();
	}

	private static String excluded(boolean starter, boolean meters) {
		Collection<String> included = new ArrayList<>(WEB);
		if (starter) {
			included.addAll(STARTER);
		}
		if (meters) {
			included.addAll(METERS);
		}
		return Excluded.matching(
				(name) -> included.stream().noneMatch(name::startsWith) || NEVER.stream().anyMatch(name::contains));
	}

	@RestController
	static class Greetings {

		private static final Logger logger = LoggerFactory.getLogger(Greetings.class);

		private final Words words;

		Greetings(Words words) {
			this.words = words;
		}

		@GetMapping("/greetings/{name}")
		String greet(@PathVariable String name) {
			logger.debug("Greeting {}", name);
			return this.words.hello(name);
		}

		@GetMapping("/thread")
		String thread() {
			return Long.toString(Thread.currentThread().getId());
		}

		@GetMapping("/mdc")
		String mdc() {
			Map<String, String> mdc = MDC.getCopyOfContextMap();
			return (mdc != null) ? mdc.toString() : "none";
		}

	}

	public static class Words {

		@Traced
		public String hello(@SpanAttribute("greeting.name") String name) {
			return "Hello " + name;
		}

	}

	/**
	 * Counts spans and keeps the last one of each name.
	 */
	static class Exports implements SpanExporter {

		private final AtomicLong count = new AtomicLong();

		private final Map<String, SpanData> last = new ConcurrentHashMap<>();

		long count() {
			return this.count.get();
		}

		Map<String, SpanData> last() {
			return this.last;
		}

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			this.count.addAndGet(spans.size());
			spans.forEach((span) -> this.last.put(span.getName(), span));
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
