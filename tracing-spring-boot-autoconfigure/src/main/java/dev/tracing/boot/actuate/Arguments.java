/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.actuate;

import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.tracing.boot.EndpointRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;

/**
 * Gathers the arguments that were given. Spring Boot hands each over by its name, and
 * nothing that no method names.
 */
final class Arguments {

	private final Map<String, List<String>> values = new HashMap<>();

	Arguments text(String name, @Nullable String value) {
		return list(name, (value != null) ? List.of(value) : null);
	}

	Arguments list(String name, @Nullable List<String> value) {
		if (value != null) {
			this.values.put(name, value);
		}
		return this;
	}

	EndpointRequest by(@Nullable SecurityContext security) {
		Principal principal = (security != null) ? security.getPrincipal() : null;
		return new EndpointRequest((principal != null) ? principal.getName() : EndpointRequest.ANONYMOUS, this.values);
	}

}
