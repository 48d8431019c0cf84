/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Property source that answers for Spring Boot's keys with the values of the
 * {@code tracing.*} tree. It is a live view: nothing is copied, and the origin of a value
 * is where the user wrote it.
 */
final class TracingAliases extends EnumerablePropertySource<Object> implements OriginLookup<String> {

	static final String NAME = "tracingAliases";

	// Not the source: an environment as source would be taken for a nested one.
	private final ConfigurableEnvironment environment;

	private final Map<String, Alias> aliases = new LinkedHashMap<>();

	// All names, whether set or not: the binder asks often, and an unset one answers
	// null.
	private final String[] names;

	TracingAliases(ConfigurableEnvironment environment) {
		super(NAME, Alias.ALL);
		this.environment = environment;
		Alias.ALL.forEach((alias) -> this.aliases.put(alias.target(), alias));
		this.names = this.aliases.keySet().toArray(String[]::new);
	}

	@Override
	public String[] getPropertyNames() {
		return this.names;
	}

	@Override
	public boolean containsProperty(String name) {
		return getProperty(name) != null;
	}

	@Override
	public @Nullable Object getProperty(String name) {
		Alias alias = this.aliases.get(name);
		return (alias != null) ? alias.value().apply(this.environment) : null;
	}

	@Override
	public @Nullable Origin getOrigin(String name) {
		Alias alias = this.aliases.get(name);
		ConfigurationProperty property = (alias != null) ? find(this.environment, alias.source()) : null;
		return (property != null) ? property.getOrigin() : null;
	}

	static @Nullable ConfigurationProperty find(ConfigurableEnvironment environment, String name) {
		ConfigurationPropertyName propertyName = ConfigurationPropertyName.of(name);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(propertyName);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

}
