/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import dev.tracing.boot.operation.Text;

/**
 * Hosts by name, or by what their names end with: {@code *.example.com} is every host
 * below {@code example.com}, but not that one itself; {@code *} is every host.
 */
final class HostPatterns {

	private final Set<String> names = new HashSet<>();

	private final String[] endings;

	/**
	 * Compiles patterns.
	 * @param patterns the patterns, of which each {@link #isPattern}
	 */
	HostPatterns(Collection<String> patterns) {
		Set<String> endings = new HashSet<>();
		for (String pattern : patterns) {
			String lower = Text.withoutBrackets(pattern.toLowerCase(Locale.ROOT));
			if (lower.startsWith("*")) {
				endings.add(lower.substring(1));
			}
			else {
				this.names.add(lower);
			}
		}
		this.endings = endings.toArray(String[]::new);
	}

	static boolean isPattern(String text) {
		if (text.equals("*")) {
			return true;
		}
		String name = text.startsWith("*.") ? text.substring(2) : text;
		for (int i = 0; i < name.length(); i++) {
			char character = name.charAt(i);
			if (!Character.isLetterOrDigit(character) && ".-_:[]".indexOf(character) < 0) {
				return false;
			}
		}
		return !name.isEmpty() && name.charAt(0) != '.' && (name.indexOf(':') < 0 || name.charAt(0) == '[');
	}

	boolean isEmpty() {
		return this.names.isEmpty() && this.endings.length == 0;
	}

	boolean match(String host) {
		if (isEmpty()) {
			return false;
		}
		String name = Text.withoutBrackets(host.toLowerCase(Locale.ROOT));
		if (this.names.contains(name)) {
			return true;
		}
		for (String ending : this.endings) {
			if (name.endsWith(ending)) {
				return true;
			}
		}
		return false;
	}

}
