/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdbcUrl}.
 */
class JdbcUrlTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "jdbc:h2:mem:shop;MODE=MySQL;PASSWORD=secret | h2database | shop | |",
			"jdbc:h2:mem: | h2database | | |", "jdbc:h2:file:/data/shop | h2database | shop | |",
			"jdbc:h2:tcp://db:9092/~/shop | h2database | shop | db | 9092", "jdbc:hsqldb:mem:shop | hsqldb | shop | |",
			"jdbc:sqlite:/data/shop.db | sqlite | shop.db | |", "jdbc:derby:memory:shop;create=true | derby | shop | |",
			"jdbc:postgresql://db:5433/shop?user=ada&password=secret | postgresql | shop | db | 5433",
			"jdbc:postgresql://db/shop | postgresql | shop | db |", "jdbc:postgresql:shop | postgresql | shop | |",
			"jdbc:postgresql://[::1]:5433/shop | postgresql | shop | ::1 | 5433",
			"jdbc:postgresql://[::1]/shop | postgresql | shop | ::1 |",
			"jdbc:postgresql://a:1,b:2/shop | postgresql | shop | |",
			"jdbc:mysql://ada:secret@db:3307/shop | mysql | shop | db | 3307",
			"jdbc:mysql://ada:sec/ret@db:3307/shop | mysql | | |",
			"jdbc:mysql://address=(host=db)(port=3307)(user=secret)/shop | mysql | shop | |",
			"jdbc:mariadb://db | mariadb | | db |", "jdbc:oracle:thin:@//db:1522/shop | oracle.db | shop | db | 1522",
			"jdbc:oracle:thin:ada/secret@db:1522:shop | oracle.db | shop | db | 1522",
			"jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db))) | oracle.db | | |",
			"jdbc:oracle:thin:@shop | oracle.db | | |",
			"jdbc:sqlserver://db\\one:1434;databaseName=shop;user=ada;password=secret | microsoft.sql_server | shop | db | 1434",
			"jdbc:sqlserver://db;encrypt=true | microsoft.sql_server | | db |",
			"jdbc:db2://db:50000/shop:user=ada;password=secret; | ibm.db2 | shop | db | 50000",
			"jdbc:as400://db/shop | ibm.db2 | shop | db |", "jdbc:tc:postgresql:17:///shop | postgresql | shop | |",
			"jdbc:p6spy:mysql://db/shop | mysql | shop | db |",
			"jdbc:jtds:sqlserver://db:1433/shop | microsoft.sql_server | shop | db | 1433",
			"jdbc:frob://db:1/shop | other_sql | shop | db | 1", "jdbc:frob:secret | other_sql | | |",
			"frob | other_sql | | |", "jdbc: | other_sql | | |" })
	void urlTellsWhatAndWhereTheDatabaseIs(String url, String system, String namespace, String address, Long port) {
		Database database = JdbcUrl.database(url);
		assertThat(database.system().name()).isEqualTo(system);
		assertThat(database.namespace()).isEqualTo(namespace);
		assertThat(database.address()).isEqualTo(address);
		assertThat(database.port()).isEqualTo(port);
	}

}
