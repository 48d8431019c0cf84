/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.util.Set;

/**
 * Words of SQL that tell what is no name, in capital letters.
 */
final class SqlWords {

	// Statements that have no target, or whose target tells nothing.
	private static final Set<String> STATEMENTS = Set.of("ANALYZE", "BEGIN", "CHECKPOINT", "COMMENT", "COMMIT", "COPY",
			"DECLARE", "DESCRIBE", "EXPLAIN", "GRANT", "KILL", "LISTEN", "LOAD", "LOCK", "NOTIFY", "OPTIMIZE", "PRAGMA",
			"REFRESH", "REINDEX", "RELEASE", "RENAME", "REVOKE", "ROLLBACK", "RUNSCRIPT", "SAVEPOINT", "SCRIPT", "SET",
			"SHOW", "SHUTDOWN", "START", "UNLISTEN", "USE", "VACUUM", "VALUES");

	private static final Set<String> DEFINED = Set.of("ALIAS", "CONSTRAINT", "DATABASE", "DOMAIN", "EXTENSION",
			"FUNCTION", "INDEX", "PACKAGE", "PROCEDURE", "ROLE", "SCHEMA", "SEQUENCE", "SYNONYM", "TABLE", "TABLESPACE",
			"TRIGGER", "TYPE", "USER", "VIEW");

	private static final Set<String> MODIFIERS = Set.of("ALL", "CONCURRENTLY", "DELAYED", "EXISTS", "FIRST",
			"HIGH_PRIORITY", "IF", "IGNORE", "IMMEDIATE", "INTO", "LATERAL", "LOW_PRIORITY", "NOT", "ONLY", "OR",
			"OVERWRITE", "QUICK", "REPLACE", "TABLE");

	private static final Set<String> ENDS_OF_SOURCES = Set.of("CONNECT", "EXCEPT", "FETCH", "FOR", "GROUP", "HAVING",
			"INTERSECT", "LIMIT", "MINUS", "OFFSET", "ORDER", "QUALIFY", "RETURNING", "SET", "UNION", "VALUES", "WHERE",
			"WINDOW");

	private SqlWords() {
	}

	static boolean isStatement(String word) {
		return STATEMENTS.contains(word);
	}

	static boolean isDefined(String word) {
		return DEFINED.contains(word);
	}

	static boolean isPerson(String word) {
		return word.equals("USER") || word.equals("ROLE");
	}

	static boolean isModifier(String word) {
		return MODIFIERS.contains(word);
	}

	static boolean endsSources(String word) {
		return ENDS_OF_SOURCES.contains(word);
	}

}
