/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.DatabaseDriver;

/**
 * A kind of database.
 *
 * @param name its name in the conventions
 * @param legacyName its name in the old ones
 * @param standardQuotes whether double quotes stand around names and a backslash in a
 * literal means itself, as the SQL standard has it
 * @param vendorCodes whether errors have a number that says more than the SQLSTATE
 */
record DatabaseSystem(String name, String legacyName, boolean standardQuotes, boolean vendorCodes) {

	static final DatabaseSystem OTHER = new DatabaseSystem("other_sql", "other_sql", false, false);

	private static final String ORACLE = "oracle.db";

	private static final Map<String, DatabaseSystem> KNOWN = known();

	// By name: some of the drivers are about to be removed.
	private static Map<String, DatabaseSystem> known() {
		Map<String, DatabaseSystem> known = new HashMap<>();
		known.put("CLICKHOUSE", new DatabaseSystem("clickhouse", "clickhouse", false, false));
		known.put("DB2", new DatabaseSystem("ibm.db2", "db2", true, true));
		known.put("DB2_AS400", new DatabaseSystem("ibm.db2", "db2", true, true));
		known.put("DERBY", new DatabaseSystem("derby", "derby", true, false));
		known.put("FIREBIRD", new DatabaseSystem("firebirdsql", "firebird", true, false));
		known.put("H2", new DatabaseSystem("h2database", "h2", true, false));
		known.put("HANA", new DatabaseSystem("sap.hana", "hanadb", true, false));
		known.put("HSQLDB", new DatabaseSystem("hsqldb", "hsqldb", true, false));
		known.put("INFORMIX", new DatabaseSystem("ibm.informix", "informix", false, false));
		known.put("MARIADB", new DatabaseSystem("mariadb", "mariadb", false, true));
		known.put("MYSQL", new DatabaseSystem("mysql", "mysql", false, true));
		known.put("ORACLE", new DatabaseSystem(ORACLE, "oracle", true, true));
		known.put("POSTGRESQL", new DatabaseSystem("postgresql", "postgresql", true, false));
		known.put("REDSHIFT", new DatabaseSystem("aws.redshift", "redshift", false, false));
		known.put("SQLITE", new DatabaseSystem("sqlite", "sqlite", false, true));
		known.put("SQLSERVER", new DatabaseSystem("microsoft.sql_server", "mssql", true, true));
		known.put("TERADATA", new DatabaseSystem("teradata", "teradata", true, false));
		return Map.copyOf(known);
	}

	static DatabaseSystem of(DatabaseDriver driver) {
		return KNOWN.getOrDefault(driver.name(), OTHER);
	}

	/**
	 * The most telling code of an error.
	 * @param error the error
	 * @return the code; null if there is none
	 */
	@Nullable String statusCode(SQLException error) {
		int code = error.getErrorCode();
		String state = error.getSQLState();
		if (code != 0 && this.vendorCodes) {
			return this.name.equals(ORACLE) ? String.format(Locale.ROOT, "ORA-%05d", code) : Integer.toString(code);
		}
		if (code == 0 || state == null) {
			return (code == 0) ? state : Integer.toString(code);
		}
		String number = Integer.toString(code);
		return state.equals(number) ? state : state + "/" + number;
	}

}
