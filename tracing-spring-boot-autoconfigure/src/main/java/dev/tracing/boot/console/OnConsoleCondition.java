/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if traces are printed: {@code tracing.console} says how, or a developer's
 * profile is active, and nothing has silenced the export as a whole.
 */
final class OnConsoleCondition extends SpringBootCondition {

	private static final String PROPERTY = "tracing.console";

	private static final String EXPORT = "management.tracing.export.enabled";

	private static final Profiles DEVELOPER = Profiles.of("local", "dev");

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Console of traces");
		Environment environment = context.getEnvironment();
		if (!environment.getProperty(EXPORT, Boolean.class, Boolean.TRUE)) {
			return ConditionOutcome.noMatch(message.because(EXPORT + " is false"));
		}
		ConsoleMode mode = mode(environment);
		return new ConditionOutcome(mode != ConsoleMode.OFF, message.because(PROPERTY + " is " + mode));
	}

	static ConsoleMode mode(Environment environment) {
		return Binder.get(environment)
			.bind(PROPERTY, ConsoleMode.class)
			.orElseGet(() -> environment.acceptsProfiles(DEVELOPER) ? ConsoleMode.TREE : ConsoleMode.OFF);
	}

}
