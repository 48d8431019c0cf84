/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.LinkedHashSet;

import dev.tracing.boot.PropagationProperties;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Checks how much of the headers is to be read.
 */
final class HeaderLimits {

	private HeaderLimits() {
	}

	static TraceStateReader traceState(PropagationProperties.Limits limits) {
		return new TraceStateReader(check("max-tracestate-length", limits.maxTracestateLength(), Integer.MAX_VALUE),
				check("max-tracestate-members", limits.maxTracestateMembers(), TraceStateSyntax.MAX_MEMBERS));
	}

	static BaggageLimits baggage(PropagationProperties.Limits limits) {
		return new BaggageLimits(check("max-baggage-length", limits.maxBaggageLength(), Integer.MAX_VALUE),
				check("max-baggage-entries", limits.maxBaggageEntries(), Integer.MAX_VALUE),
				check("max-baggage-value-length", limits.maxBaggageValueLength(), Integer.MAX_VALUE),
				new LinkedHashSet<>(limits.baggageKeys()));
	}

	private static int check(String name, int value, int most) {
		if (value < 1 || value > most) {
			throw new InvalidConfigurationPropertyValueException("tracing.propagation.limits." + name, value,
					(most < Integer.MAX_VALUE) ? "It must be from 1 to %d.".formatted(most) : "It must be 1 or more.");
		}
		return value;
	}

}
