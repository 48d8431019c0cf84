/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;

import dev.tracing.boot.PropagationFormat;
import dev.tracing.boot.PropagationProperties;
import dev.tracing.boot.WrittenProperty;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties.Propagation.PropagationType;
import org.springframework.core.env.Environment;

/**
 * Which formats of a trace are written and read. Spring Boot's properties win if they are
 * set, but they cannot name every format that ours can.
 *
 * @param produce formats that are written
 * @param consume formats that are read
 */
record FormatChoice(List<PropagationFormat> produce, List<PropagationFormat> consume) {

	private static final String BOOT = "management.tracing.propagation.";

	static FormatChoice of(Environment environment, TracingProperties.Propagation boot, PropagationProperties own) {
		List<PropagationFormat> type = choose(environment, "type", own.type(), boot.getType());
		if (!type.isEmpty()) {
			return new FormatChoice(type, type);
		}
		return new FormatChoice(choose(environment, "produce", own.produce(), boot.getProduce()),
				choose(environment, "consume", own.consume(), boot.getConsume()));
	}

	private static List<PropagationFormat> choose(Environment environment, String name, List<PropagationFormat> own,
			@Nullable List<PropagationType> boot) {
		List<PropagationFormat> formats = own.stream().filter((each) -> each != PropagationFormat.BAGGAGE).toList();
		if (!formats.isEmpty() && !WrittenProperty.nameOf(environment, BOOT + name).equals(BOOT + name)) {
			return formats;
		}
		return (boot != null) ? boot.stream().map((each) -> PropagationFormat.valueOf(each.name())).toList()
				: List.of();
	}

}
