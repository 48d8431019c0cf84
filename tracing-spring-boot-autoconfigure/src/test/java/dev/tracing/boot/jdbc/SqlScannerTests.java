/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SqlScanner}.
 */
class SqlScannerTests {

	// Statement, its text without values. Every value is "secret" or made of sevens.
	static final Map<String, String> STANDARD = Map.ofEntries(
			Map.entry("SELECT * FROM t WHERE a = 'secret'", "SELECT * FROM t WHERE a = ?"),
			Map.entry("SELECT * FROM t WHERE a = 'it''s secret'", "SELECT * FROM t WHERE a = ?"),
			Map.entry("SELECT 'secret\\' FROM t", "SELECT ? FROM t"),
			Map.entry("SELECT E'secret\\' secret' FROM t", "SELECT E? FROM t"),
			Map.entry("SELECT N'secret', X'777', U&'secret'", "SELECT N?, X?, U&?"),
			Map.entry("SELECT q'[it's secret]' FROM dual", "SELECT q? FROM dual"),
			Map.entry("SELECT nq'!it's secret!' FROM dual", "SELECT nq? FROM dual"),
			Map.entry("SELECT q'[it's secret", "SELECT q?..."),
			Map.entry("SELECT $$it's secret$$, $tag$secret $$ 7$tag$ FROM t", "SELECT ?, ? FROM t"),
			Map.entry("SELECT $tag$secret FROM t", "SELECT ?..."),
			Map.entry("SELECT * FROM t WHERE a = $1 AND b = ?", "SELECT * FROM t WHERE a = $? AND b = ?"),
			Map.entry("SELECT 7, -7, 7.7, .7, 7e-7, 0x77, 7_777L FROM t7", "SELECT ?, -?, ?, ?, ?, ?, ? FROM t7"),
			Map.entry("SELECT o1_0.id FROM t o1_0 LIMIT 7", "SELECT o1_0.id FROM t o1_0 LIMIT ?"),
			Map.entry("UPDATE t SET a = TRUE, b = false, c = NULL", "UPDATE t SET a = ?, b = ?, c = NULL"),
			Map.entry("SELECT d FROM t WHERE d > DATE '7777-07-07'", "SELECT d FROM t WHERE d > DATE ?"),
			Map.entry("SELECT a -- secret, it's\nFROM t", "SELECT a FROM t"),
			Map.entry("SELECT a /* it's /* a */ secret */ FROM t", "SELECT a FROM t"),
			Map.entry("/*+ secret */ SELECT a FROM t /* secret", "SELECT a FROM t ..."),
			Map.entry("SELECT a FROM t WHERE b = 'secret", "SELECT a FROM t WHERE b = ?..."),
			Map.entry("SELECT a FROM t WHERE \"b = 'secret'", "SELECT a FROM t WHERE ?..."),
			Map.entry("SELECT \"a\"\"b\" FROM \"my t\"", "SELECT \"a\"\"b\" FROM \"my t\""),
			Map.entry("SELECT a FROM t WHERE b IN (7, 'secret',7 ,?)", "SELECT a FROM t WHERE b IN (?)"),
			Map.entry("SELECT a FROM t WHERE b in (\n?,\n?\n) AND c = 7", "SELECT a FROM t WHERE b in ( ? ) AND c = ?"),
			Map.entry("INSERT INTO t VALUES (7, 'secret'), (?, ?)", "INSERT INTO t VALUES (?, ?), (?, ?)"),
			Map.entry("SELECT  a\n\t FROM   t  ", "SELECT a FROM t"),
			Map.entry("ALTER USER ada IDENTIFIED BY secret", "ALTER USER ada IDENTIFIED BY ..."),
			Map.entry("ALTER USER ada IDENTIFIED BY \"secret\"", "ALTER USER ada IDENTIFIED BY ..."),
			Map.entry("SELECT a FROM t WHERE b LIKE ? ESCAPE '\\' AND c = 'secret'",
					"SELECT a FROM t WHERE b LIKE ? ESCAPE ? AND c = ?"),
			Map.entry("SELECT a FROM [secret's t]", "SELECT a FROM ?"),
			Map.entry("{? = call p(7, 'secret')}", "{? = call p(?, ?)}"));

	// The same for databases that have backslashes and double quotes in their own way.
	static final Map<String, String> OTHER = Map.ofEntries(
			Map.entry("SELECT a FROM t WHERE b = \"secret\"", "SELECT a FROM t WHERE b = ?"),
			Map.entry("SELECT a FROM t WHERE b = \"it's secret\" AND c = 7", "SELECT a FROM t WHERE b = ? AND c = ?"),
			Map.entry("SELECT a FROM t WHERE b = 'it\\'s secret'", "SELECT a FROM t WHERE b = ?..."),
			Map.entry("SELECT a FROM t WHERE b = 'secret\\' AND c = 'secret'", "SELECT a FROM t WHERE b = ?..."),
			Map.entry("SELECT a FROM t WHERE b = \"a\\\" secret\"", "SELECT a FROM t WHERE b = ?..."),
			Map.entry("SELECT a FROM t WHERE b = 'secret\\\\' AND c = 7", "SELECT a FROM t WHERE b = ? AND c = ?"),
			Map.entry("SELECT a FROM t WHERE b LIKE ? ESCAPE '\\' AND c = 'secret'",
					"SELECT a FROM t WHERE b LIKE ? ESCAPE ? AND c = ?"),
			Map.entry("SELECT `a` FROM `t`", "SELECT `a` FROM `t`"),
			Map.entry("SELECT t.\"a\" FROM \"s\".\"t\" t", "SELECT t.\"a\" FROM \"s\".\"t\" t"),
			Map.entry("SELECT a # it's secret\nFROM t", "SELECT a ..."), Map.entry("SELECT 7--'secret'", "SELECT ?..."),
			Map.entry("SELECT a -- secret\nFROM t", "SELECT a FROM t"),
			Map.entry("SELECT q'[it's secret]'", "SELECT q?..."), Map.entry("SELECT $$it's secret$$", "SELECT ?..."));

	static final Map<String, String> SUMMARIES = Map.ofEntries(
			Map.entry("SELECT * FROM orders WHERE id = ?", "SELECT orders"),
			Map.entry("select o.id from public.orders o", "select public.orders"),
			Map.entry("SELECT * FROM \"song list\", artists a", "SELECT \"song list\" artists"),
			Map.entry("SELECT * FROM a LEFT JOIN b ON a.x = b.x, c WHERE c.y IN (1, 2)", "SELECT a b c"),
			Map.entry("SELECT order_date FROM (SELECT * FROM orders o JOIN customers c ON o.x = c.x)",
					"SELECT SELECT orders customers"),
			Map.entry("INSERT INTO shipping_details (order_id, address) SELECT order_id, address FROM orders",
					"INSERT shipping_details SELECT orders"),
			Map.entry("INSERT INTO t (a) VALUES (?) ON DUPLICATE KEY UPDATE a = ?", "INSERT t"),
			Map.entry("INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO UPDATE SET b = lower(replace(?, 'a', 'b'))",
					"INSERT t"),
			Map.entry("UPDATE t SET a = ?, b = EXTRACT(YEAR FROM c)", "UPDATE t"),
			Map.entry("UPDATE ONLY s.t SET a = 1 FROM u WHERE u.x = t.x", "UPDATE s.t u"),
			Map.entry("DELETE FROM t WHERE a IS DISTINCT FROM b", "DELETE t"),
			Map.entry("SELECT a IS DISTINCT FROM b FROM t", "SELECT t"),
			Map.entry("SELECT TRIM(BOTH ' ' FROM name), COUNT(*) FROM t GROUP BY name ORDER BY 1, 2", "SELECT t"),
			Map.entry("SELECT * FROM generate_series(1, 10), t", "SELECT t"),
			Map.entry("MERGE INTO t USING s ON (t.a = s.a) WHEN MATCHED THEN UPDATE SET b = 1", "MERGE t s"),
			Map.entry("MERGE INTO t KEY(id) VALUES (?, ?)", "MERGE t"),
			Map.entry("WITH x AS (SELECT a FROM b) SELECT * FROM x", "SELECT b SELECT x"),
			Map.entry("WITH x AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM x",
					"DELETE a INSERT b SELECT x"),
			Map.entry("SELECT * FROM t FOR UPDATE", "SELECT t"), Map.entry("REPLACE INTO t VALUES (1)", "REPLACE t"),
			Map.entry("CREATE TABLE IF NOT EXISTS t (id INT)", "CREATE TABLE t"),
			Map.entry("CREATE UNIQUE INDEX i ON t (a)", "CREATE INDEX i"), Map.entry("TRUNCATE TABLE t", "TRUNCATE t"),
			Map.entry("DROP TABLE t", "DROP TABLE t"), Map.entry("CREATE USER ada PASSWORD 'secret'", "CREATE USER"),
			Map.entry("{call s.pay(?)}", "call s.pay"), Map.entry("{? = call pay(?)}", "call pay"),
			Map.entry("EXPLAIN SELECT * FROM t", "EXPLAIN SELECT t"), Map.entry("SET SCHEMA x", "SET"),
			Map.entry("COMMIT", "COMMIT"), Map.entry("(SELECT a FROM t) UNION (SELECT a FROM u)", "SELECT t SELECT u"),
			Map.entry("DELETE FROM t; DELETE FROM u", "DELETE t DELETE u"));

	private static Stream<Map.Entry<String, String>> standard() {
		return STANDARD.entrySet().stream();
	}

	private static Stream<Map.Entry<String, String>> other() {
		return OTHER.entrySet().stream();
	}

	private static Stream<Map.Entry<String, String>> summaries() {
		return SUMMARIES.entrySet().stream();
	}

	@ParameterizedTest
	@MethodSource("standard")
	void valuesBecomeQuestionMarks(Map.Entry<String, String> example) {
		assertThat(read(example.getKey(), true).text()).isEqualTo(example.getValue()).doesNotContain("secret");
	}

	@ParameterizedTest
	@MethodSource("other")
	void whatDatabasesReadDifferentlyIsLeftOut(Map.Entry<String, String> example) {
		assertThat(read(example.getKey(), false).text()).isEqualTo(example.getValue()).doesNotContain("secret");
	}

	@ParameterizedTest
	@MethodSource("summaries")
	void summaryNamesOperationsAndTheirTargets(Map.Entry<String, String> example) {
		assertThat(read(example.getKey(), true).summary()).isEqualTo(example.getValue());
	}

	@Test
	void oneOperationOnOneTableHasBothNames() {
		Sql sql = read("SELECT * FROM orders", true);
		assertThat(sql.operation()).isEqualTo("SELECT");
		assertThat(sql.collection()).isEqualTo("orders");
		assertThat(sql.procedure()).isNull();
	}

	@Test
	void callOfProcedureNamesIt() {
		Sql sql = read("{call pay(?)}", true);
		assertThat(sql.operation()).isEqualTo("call");
		assertThat(sql.collection()).isNull();
		assertThat(sql.procedure()).isEqualTo("pay");
	}

	@Test
	void severalOperationsOrTablesHaveNoSingleName() {
		assertThat(read("SELECT * FROM a JOIN b ON a.x = b.x", true).collection()).isNull();
		assertThat(read("INSERT INTO a SELECT * FROM b", true).operation()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ";", "frobnicate everything", "/* nothing */", "'secret'", ")))", "((((" })
	void whatIsNotUnderstoodHasNoSummary(String sql) {
		assertThat(read(sql, true).summary()).isNull();
		assertThat(read(sql, false).summary()).isNull();
	}

	@Test
	void summaryNeverCutsName() {
		String tables = "abcdefghi, ".repeat(100);
		String summary = read("SELECT * FROM " + tables + "x", true).summary();
		assertThat(summary).hasSizeLessThanOrEqualTo(255).matches("SELECT( abcdefghi)+");
	}

	@Timeout(5)
	@ParameterizedTest
	@ValueSource(strings = { "'", "\"", "$", "$a", "/*", "*/", "--", "(", ")", "[", "`", "\\'", "1e", ".", "q'",
			"IN (?,", "SELECT a FROM b, ", "a.", "'' ", "\n", "/* */", "#", "\uD83D\uDE00" })
	void hostileTextIsReadInLinearTime(String part) {
		String megabyte = part.repeat(1_000_000 / part.length());
		for (int i = 0; i < 100; i++) {
			assertThat(read(megabyte, i % 2 == 0).text()).hasSizeLessThanOrEqualTo(SqlScanner.MAX_LENGTH + 3);
			assertThat(read("SELECT " + megabyte, i % 2 == 0).text()).startsWith("SELECT");
		}
	}

	@Test
	void valueThatIsCutOffIsNotShown() {
		String sql = "SELECT a FROM t WHERE b = '" + "secret".repeat(SqlScanner.MAX_LENGTH) + "' AND c = 'secret'";
		assertThat(read(sql, true).text()).isEqualTo("SELECT a FROM t WHERE b = ?...");
		assertThat(read(sql, true).summary()).isEqualTo("SELECT t");
	}

	@Test
	void namesThatAreCutOffDoNotCount() {
		String sql = "SELECT " + "a, ".repeat(2700) + "a FROM " + "t".repeat(200);
		assertThat(read(sql, true).summary()).isEqualTo("SELECT");
	}

	private static Sql read(String sql, boolean standard) {
		return new SqlScanner(sql, standard).scan();
	}

}
