/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Text that is bounded, and names.
 */
public final class Text {

	private Text() {
	}

	/**
	 * Cuts text before it is copied, without tearing a surrogate pair apart.
	 * @param text the text
	 * @param maxLength most chars that may stay
	 * @return the text, or its beginning
	 */
	public static String cut(CharSequence text, int maxLength) {
		if (text.length() <= maxLength) {
			return text.toString();
		}
		int end = (maxLength > 0 && Character.isHighSurrogate(text.charAt(maxLength - 1))) ? maxLength - 1 : maxLength;
		return text.subSequence(0, end).toString();
	}

	/**
	 * Writes a name of Java as one of a span: {@code createRecord} becomes
	 * {@code create_record}.
	 * @param name the name of a class or method
	 * @return the name in lower case, its words separated by underscores
	 */
	public static String snakeCase(String name) {
		StringBuilder result = new StringBuilder(name.length() + 8);
		for (int i = 0; i < name.length(); i++) {
			char current = name.charAt(i);
			if (i > 0 && Character.isUpperCase(current) && startsWord(name, i)) {
				result.append('_');
			}
			result.append(current);
		}
		return result.toString().toLowerCase(Locale.ROOT);
	}

	/**
	 * Takes the brackets off in which an IPv6 address stands where a port may follow it.
	 * @param host a host's name or address
	 * @return the same without brackets
	 */
	public static String withoutBrackets(String host) {
		return (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
	}

	/**
	 * Name or address of the host in a URI, also one that is no name of the Internet's,
	 * such as {@code my_service}.
	 * @param uri the URI
	 * @return the host, without brackets; null if there is none
	 */
	public static @Nullable String host(URI uri) {
		String host = (uri.getHost() != null) ? uri.getHost() : hostOf(uri.getRawAuthority());
		return (host != null) ? withoutBrackets(host) : null;
	}

	/**
	 * Name or address of the host in a URL.
	 * @param url the text
	 * @return the host, without brackets; null if there is none, or it is no URL
	 */
	public static @Nullable String host(String url) {
		try {
			return host(new URI(url));
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static @Nullable String hostOf(@Nullable String authority) {
		if (authority == null) {
			return null;
		}
		int start = authority.lastIndexOf('@') + 1;
		int colon = authority.indexOf(':', start);
		String host = authority.substring(start, (colon < 0) ? authority.length() : colon);
		return host.isEmpty() ? null : host;
	}

	private static boolean startsWord(String name, int index) {
		char previous = name.charAt(index - 1);
		if (previous == '_' || previous == '$') {
			return false;
		}
		boolean nextIsLower = index + 1 < name.length() && Character.isLowerCase(name.charAt(index + 1));
		return !Character.isUpperCase(previous) || nextIsLower;
	}

}
