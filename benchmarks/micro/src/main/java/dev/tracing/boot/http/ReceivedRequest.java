/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.mock.web.MockHttpServletRequest;

/**
 * A request as a server hands it to its filters. Headers are compared one by one without
 * regard to case and without garbage, as Tomcat does it; Spring's mock would make keys.
 */
final class ReceivedRequest extends MockHttpServletRequest {

	private final String[] names;

	private final String[] values;

	ReceivedRequest(String path, Map<String, String> headers) {
		super("GET", path);
		setQueryString("page=2");
		setRemoteAddr("192.0.2.7");
		setRemotePort(49152);
		this.names = headers.keySet().toArray(String[]::new);
		this.values = headers.values().toArray(String[]::new);
	}

	@Override
	public @Nullable String getHeader(String name) {
		for (int i = 0; i < this.names.length; i++) {
			if (this.names[i].equalsIgnoreCase(name)) {
				return this.values[i];
			}
		}
		return null;
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		String value = getHeader(name);
		return (value != null) ? Collections.enumeration(Collections.singleton(value)) : Collections.emptyEnumeration();
	}

	@Override
	public Enumeration<String> getHeaderNames() {
		return Collections.enumeration(List.of(this.names));
	}

}
