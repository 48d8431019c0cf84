/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;
import java.util.Set;

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
				keys(limits.baggageKeys()));
	}

	private static Set<String> keys(List<String> keys) {
		for (String key : keys) {
			if (key.isBlank()) {
				throw new InvalidConfigurationPropertyValueException("tracing.propagation.limits.baggage-keys", key,
						"It is not a key. Write a name such as tenant-id.");
			}
		}
		return Set.copyOf(keys);
	}

	private static int check(String name, int value, int most) {
		if (value < 1 || value > most) {
			throw new InvalidConfigurationPropertyValueException("tracing.propagation.limits." + name, value,
					(most < Integer.MAX_VALUE) ? "It must be from 1 to %d.".formatted(most) : "It must be 1 or more.");
		}
		return value;
	}

}
