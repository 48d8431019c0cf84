/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Speaks to users in the names that they wrote: of a key of ours and its counterpart in
 * Spring Boot, the one that is in effect.
 */
public final class WrittenProperty {

	private static final Set<String> NOT_THE_USERS = Set.of(TracingAliases.NAME,
			TracingEnvironmentPostProcessor.DEFAULTS, "devtools");

	private WrittenProperty() {
	}

	/**
	 * Returns the name under which a value was written.
	 * @param environment the environment
	 * @param target key of Spring Boot's
	 * @return the key of Spring Boot's if it is set by itself, otherwise ours where there
	 * is one
	 */
	public static String nameOf(Environment environment, String target) {
		String ours = ourNameOf(target);
		if (ours == null || !(environment instanceof ConfigurableEnvironment configurable)) {
			return target;
		}
		return (find(configurable, target) != null) ? target : ours;
	}

	/**
	 * Refuses the value of a property.
	 * @param environment the environment
	 * @param target key of Spring Boot's
	 * @param value the value
	 * @param reason what is wrong and what to write instead
	 * @return the exception to throw
	 */
	public static InvalidConfigurationPropertyValueException refuse(Environment environment, String target,
			@Nullable Object value, String reason) {
		return new InvalidConfigurationPropertyValueException(nameOf(environment, target), value, reason);
	}

	/**
	 * Whether a property or an element of it is set. Most are not, and binding takes
	 * longer to find that out.
	 * @param environment the environment
	 * @param name the property
	 * @return whether there is anything to bind
	 */
	static boolean isWritten(Environment environment, String name) {
		ConfigurationPropertyName propertyName = ConfigurationPropertyName.of(name);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			if (source.getConfigurationProperty(propertyName) != null
					|| source.containsDescendantOf(propertyName) != ConfigurationPropertyState.ABSENT) {
				return true;
			}
		}
		return false;
	}

	// What the user wrote under Spring Boot's key: neither our alias nor a default.
	static @Nullable ConfigurationProperty find(ConfigurableEnvironment environment, String target) {
		ConfigurationProperty property = TracingAliases.find(environment, target);
		ConfigurationPropertySource source = (property != null) ? property.getSource() : null;
		boolean defaulted = source == null || (source.getUnderlyingSource() instanceof PropertySource<?> named
				&& NOT_THE_USERS.contains(named.getName()));
		return defaulted ? null : property;
	}

	private static @Nullable String ourNameOf(String target) {
		for (Alias alias : Alias.ALL) {
			if (alias.target().equals(target)) {
				return alias.source();
			}
		}
		return null;
	}

}
