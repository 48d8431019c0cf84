/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.sql.SQLException;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.jdbc.DatabaseDriver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatabaseSystem}.
 */
class DatabaseSystemTests {

	// Phoenix has no name in the conventions, the others stand before another driver.
	private static final Set<String> OTHERS = Set.of("UNKNOWN", "PHOENIX", "JTDS", "TESTCONTAINERS", "AWS_WRAPPER");

	@ParameterizedTest
	@EnumSource
	void everyDriverOfSpringBootHasItsName(DatabaseDriver driver) {
		assertThat(DatabaseSystem.of(driver) == DatabaseSystem.OTHER).isEqualTo(OTHERS.contains(driver.name()));
	}

	@ParameterizedTest
	@CsvSource({ "CLICKHOUSE, clickhouse, clickhouse", "DB2, ibm.db2, db2", "DB2_AS400, ibm.db2, db2",
			"DERBY, derby, derby", "FIREBIRD, firebirdsql, firebird", "H2, h2database, h2", "HANA, sap.hana, hanadb",
			"HSQLDB, hsqldb, hsqldb", "INFORMIX, ibm.informix, informix", "MARIADB, mariadb, mariadb",
			"MYSQL, mysql, mysql", "ORACLE, oracle.db, oracle", "POSTGRESQL, postgresql, postgresql",
			"REDSHIFT, aws.redshift, redshift", "SQLITE, sqlite, sqlite", "SQLSERVER, microsoft.sql_server, mssql",
			"TERADATA, teradata, teradata" })
	void nameIsThatOfTheConventions(DatabaseDriver driver, String name, String legacyName) {
		assertThat(DatabaseSystem.of(driver).name()).isEqualTo(name);
		assertThat(DatabaseSystem.of(driver).legacyName()).isEqualTo(legacyName);
	}

	@ParameterizedTest
	@CsvSource({ "H2, 23505, 23505, 23505", "POSTGRESQL, 23505, 0, 23505", "MYSQL, 23000, 1062, 1062",
			"SQLSERVER, 23000, 2627, 2627", "ORACLE, 23000, 1, ORA-00001",
			"FIREBIRD, 23000, 335544665, 23000/335544665", "HSQLDB, , -104, -104", "H2, , 0, " })
	void codeOfErrorIsTheMostTelling(DatabaseDriver driver, String state, int code, String expected) {
		assertThat(DatabaseSystem.of(driver).statusCode(new SQLException("secret", state, code))).isEqualTo(expected);
	}

}
