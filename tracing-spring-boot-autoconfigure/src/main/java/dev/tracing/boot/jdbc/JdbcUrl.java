/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.util.Locale;
import java.util.Set;

import dev.tracing.boot.operation.Text;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.DatabaseDriver;

/**
 * Reads JDBC URLs, of which everyone has his own. Users and passwords are never taken for
 * anything else; what is not understood is left out.
 */
final class JdbcUrl {

	private static final String JDBC = "jdbc:";

	// Drivers in front of other drivers.
	private static final Set<String> WRAPPERS = Set.of("aws-wrapper", "jtds", "log4jdbc", "otel", "p6spy", "tc");

	private static final Set<String> NAMED_BY_PATH = Set.of("H2", "HSQLDB", "DERBY", "SQLITE", "POSTGRESQL");

	private final DatabaseDriver driver;

	// Without properties, which may follow a semicolon or a question mark.
	private final String address;

	private final String properties;

	private JdbcUrl(String url) {
		String inner = withoutWrapper(url);
		this.driver = DatabaseDriver.fromJdbcUrl(inner);
		int end = firstOf(inner, ";?", 0);
		this.address = inner.substring(0, end);
		this.properties = inner.substring(end);
	}

	static Database database(String url) {
		return url.startsWith(JDBC) ? new JdbcUrl(url).database() : Database.UNKNOWN;
	}

	private static String withoutWrapper(String url) {
		int colon = url.indexOf(':', JDBC.length());
		return (colon > 0 && WRAPPERS.contains(url.substring(JDBC.length(), colon))) ? JDBC + url.substring(colon + 1)
				: url;
	}

	private Database database() {
		DatabaseSystem system = DatabaseSystem.of(this.driver);
		int slashes = this.address.indexOf("//");
		if (slashes >= 0) {
			int end = firstOf(this.address, "/", slashes + 2);
			String path = this.address.substring(Math.min(end + 1, this.address.length()));
			return at(system, this.address.substring(slashes + 2, end), name(path));
		}
		if (this.driver == DatabaseDriver.ORACLE) {
			return oracle(system);
		}
		boolean named = NAMED_BY_PATH.contains(this.driver.name());
		String path = this.address.substring(this.address.lastIndexOf(':') + 1);
		return new Database(system, named ? lastSegment(path) : null, null, null);
	}

	// Some name the database in a property, others put properties behind a colon.
	private @Nullable String name(String path) {
		if (this.driver == DatabaseDriver.SQLSERVER) {
			String property = property("databasename=");
			return (property != null || path.isEmpty()) ? property : path;
		}
		return (path.indexOf('@') < 0) ? lastSegment(path.substring(0, firstOf(path, ":,", 0))) : null;
	}

	private @Nullable String property(String key) {
		int start = this.properties.toLowerCase(Locale.ROOT).indexOf(";" + key);
		if (start < 0) {
			return null;
		}
		int value = start + 1 + key.length();
		return orNull(this.properties.substring(value, firstOf(this.properties, ";", value)));
	}

	// thin:@host:port:sid, thin:user/password@host:port/service
	private Database oracle(DatabaseSystem system) {
		String target = this.address.substring(this.address.lastIndexOf('@') + 1);
		int colon = target.indexOf(':');
		if (colon < 0 || target.indexOf('(') >= 0 || this.address.indexOf('@') < 0) {
			return new Database(system, null, null, null);
		}
		int end = firstOf(target, ":/", colon + 1);
		return at(system, target.substring(0, end), orNull(target.substring(Math.min(end + 1, target.length()))));
	}

	private static Database at(DatabaseSystem system, String authority, @Nullable String name) {
		String host = authority.substring(authority.lastIndexOf('@') + 1);
		if (host.isEmpty() || firstOf(host, ",(=", 0) < host.length()) {
			return new Database(system, name, null, null);
		}
		int colon = host.lastIndexOf(':');
		boolean ported = colon > host.lastIndexOf(']');
		Long port = ported ? port(host.substring(colon + 1)) : null;
		if (ported && port == null) {
			return new Database(system, name, null, null);
		}
		String address = ported ? host.substring(0, colon) : host;
		return new Database(system, name, Text.withoutBrackets(address.substring(0, firstOf(address, "\\", 0))), port);
	}

	private static @Nullable Long port(String digits) {
		try {
			return Long.valueOf(Integer.parseUnsignedInt(digits));
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static @Nullable String lastSegment(String path) {
		int start = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
		return orNull(path.substring(start));
	}

	private static @Nullable String orNull(String text) {
		return text.isEmpty() ? null : text;
	}

	private static int firstOf(String text, String characters, int start) {
		for (int i = start; i < text.length(); i++) {
			if (characters.indexOf(text.charAt(i)) >= 0) {
				return i;
			}
		}
		return text.length();
	}

}
