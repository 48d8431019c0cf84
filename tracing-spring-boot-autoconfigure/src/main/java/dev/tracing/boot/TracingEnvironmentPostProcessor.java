/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.commons.logging.Log;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.Profiles;

/**
 * Puts the {@code tracing.*} tree and our defaults behind everything that the user wrote,
 * and ahead of DevTools.
 */
final class TracingEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	static final String DEFAULTS = "tracingDefaults";

	private static final Profiles DEVELOPMENT = Profiles.of("local", "dev");

	private final Log logger;

	TracingEnvironmentPostProcessor(DeferredLogFactory logFactory) {
		this.logger = logFactory.getLog(TracingEnvironmentPostProcessor.class);
	}

	@Override
	public int getOrder() {
		// DevTools comes last and must not win over the user's tracing.sampling.ratio.
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		install(environment, application.getClassLoader());
		OtherTracer other = OtherTracer.find(application.getClassLoader());
		if (other != null) {
			this.logger.info("Tracing stands back: " + other.description() + " traces this application");
		}
	}

	static void install(ConfigurableEnvironment environment, ClassLoader classLoader) {
		MutablePropertySources sources = environment.getPropertySources();
		if (sources.contains(TracingAliases.NAME)) {
			return;
		}
		ConfigurationPropertySources.attach(environment);
		sources.addLast(new TracingAliases(environment));
		sources.addLast(new MapPropertySource(DEFAULTS, defaults(environment, classLoader)));
	}

	// Only what differs from Spring Boot's own default.
	private static Map<String, Object> defaults(ConfigurableEnvironment environment, ClassLoader classLoader) {
		Map<String, Object> defaults = new LinkedHashMap<>();
		String limits = "management.opentelemetry.tracing.limits.";
		defaults.put(limits + "max-attributes", 32);
		defaults.put(limits + "max-events", 32);
		defaults.put(limits + "max-links", 512);
		defaults.put(limits + "max-attribute-value-length", 4096);
		if (environment.acceptsProfiles(DEVELOPMENT)) {
			defaults.put("management.tracing.sampling.probability", 1.0);
		}
		OtherTracer other = OtherTracer.find(classLoader);
		if (other != null && other != OtherTracer.BRAVE) {
			defaults.put("management.tracing.export.enabled", false);
		}
		if (TracingSwitch.offBy(environment) != null) {
			defaults.put("management.tracing.export.otlp.enabled", false);
		}
		else if (other == null) {
			observeMessages(defaults);
		}
		if ("otel".equalsIgnoreCase(environment.getProperty("tracing.logging.keys"))) {
			defaults.put("logging.pattern.correlation", "%correlationId{trace_id(32),span_id(16)}");
		}
		return defaults;
	}

	// JMS needs no property: an ObservationRegistry is enough for Spring Boot.
	private static void observeMessages(Map<String, Object> defaults) {
		defaults.put("spring.rabbitmq.template.observation-enabled", true);
		String rabbitListeners = "spring.rabbitmq.listener.";
		defaults.put(rabbitListeners + "simple.observation-enabled", true);
		defaults.put(rabbitListeners + "direct.observation-enabled", true);
		defaults.put(rabbitListeners + "stream.observation-enabled", true);
		defaults.put("spring.pulsar.template.observations-enabled", true);
		defaults.put("spring.pulsar.listener.observation-enabled", true);
	}

}
