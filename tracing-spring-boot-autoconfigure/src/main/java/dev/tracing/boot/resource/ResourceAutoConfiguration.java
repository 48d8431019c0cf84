/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.resource;

import java.util.Map;
import java.util.UUID;

import dev.tracing.boot.ConditionalOnTracing;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryProperties;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetryResourceAttributes;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of the resource: Spring Boot's own, on top of what can be known
 * without being told.
 */
@AutoConfiguration(before = OpenTelemetrySdkAutoConfiguration.class)
@ConditionalOnTracing
@EnableConfigurationProperties(OpenTelemetryProperties.class)
public final class ResourceAutoConfiguration {

	ResourceAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	Resource tracingResource(Environment environment, OpenTelemetryProperties properties,
			ObjectProvider<BuildProperties> buildProperties) {
		ResourceBuilder builder = Resource.builder();
		builder.put("service.instance.id", UUID.randomUUID().toString());
		putIfKnown(builder, "service.version", version(environment, buildProperties.getIfAvailable()));
		String[] profiles = environment.getActiveProfiles();
		putIfKnown(builder, "deployment.environment.name", (profiles.length == 1) ? profiles[0] : null);
		Map<String, String> attributes = properties.getResourceAttributes();
		new OpenTelemetryResourceAttributes(environment, attributes).applyTo(builder::put);
		return Resource.getDefault().merge(builder.build());
	}

	private static @Nullable String version(Environment environment, @Nullable BuildProperties build) {
		return (build != null && build.getVersion() != null) ? build.getVersion()
				: environment.getProperty("spring.application.version");
	}

	private static void putIfKnown(ResourceBuilder builder, String key, @Nullable String value) {
		if (StringUtils.hasText(value)) {
			builder.put(key, value);
		}
	}

}
