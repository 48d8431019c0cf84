/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RedactionRulesTests {

	private static final String CARD = "4111111111111111";

	private static final String KEY = "hash-key=0123456789abcdef";

	@Test
	void hashIsTheSameForTheSameValueAndKeyOnly() {
		Redaction one = Redactions.of("detect.card=hash", KEY);
		Redaction other = Redactions.of("detect.card=hash", "hash-key=fedcba9876543210");
		String hashed = Redactions.redact(one, "app.note", "x " + CARD + " y");
		assertThat(hashed).matches("x hmac:[0-9a-f]{16} y").isEqualTo(Redactions.redact(one, "b", "x " + CARD + " y"));
		assertThat(Redactions.redact(other, "app.note", "x " + CARD + " y")).isNotEqualTo(hashed);
		assertThat(one.summary()).isEqualTo("2 values hashed by rule card");
	}

	@Test
	void dropLeavesTheAttributeOut() {
		Redaction redaction = Redactions.of("detect.card=drop", "detect.secret-key=drop");
		Attributes attributes = Attributes.of(AttributeKey.stringKey("app.note"), "x " + CARD,
				AttributeKey.stringKey("password"), "hunter2", AttributeKey.stringKey("other"), "fine");
		assertThat(Redactions.redact(redaction, attributes)).containsOnlyKeys("other");
		assertThat(redaction.summary()).isEqualTo("1 values dropped by rule secret-key, 1 values dropped by rule card");
	}

	@Test
	void offLooksNotAtAll() {
		Redaction redaction = Redactions.of("detect.card=off", "detect.secret-key=off");
		assertThat(Redactions.redact(redaction, "password", CARD)).isEqualTo(CARD);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			email       | mail to ann.b+c@mail.example.com.     | mail to REDACTED.
			email       | a@b and @x and y@                     | a@b and @x and y@
			iban        | to DE89 3704 0044 0532 0130 00 today  | to REDACTED today
			iban        | GB82WEST12345698765432                | REDACTED
			iban        | DE88370400440532013000                | DE88370400440532013000
			phone       | call +49 (170) 123-4567 now           | call REDACTED now
			phone       | 1 + 23456789 and +1234                | 1 + 23456789 and +1234
			national-id | ssn 078-05-1120.                      | ssn REDACTED.
			national-id | 000-12-3456 666-12-3456 078-00-1120   | 000-12-3456 666-12-3456 078-00-1120
			national-id | 11010519491231002X                    | REDACTED
			national-id | 110105194912310021                    | 110105194912310021
			""")
	void personalDataIsFoundOnRequest(String rule, String text, String expected) {
		assertThat(Redactions.redact(Redactions.of(), "app.note", text)).isEqualTo(text);
		assertThat(Redactions.redact(Redactions.of("detect." + rule + "=mask"), "app.note", text)).isEqualTo(expected);
	}

	@Test
	void ownRulesGoByKeyAndByPattern() {
		Redaction redaction = Redactions.of("rules[0].name=customer", "rules[0].key=customer-number",
				"rules[0].action=drop", "rules[1].name=order", "rules[1].pattern=ORD-[0-9]+", "rules[1].action=hash",
				"detector-budget=5s", KEY);
		assertThat(Redactions.redact(redaction, "app.customerNumber", "7")).isEqualTo("(dropped)");
		assertThat(Redactions.redact(redaction, "app.customer", "7")).isEqualTo("7");
		assertThat(Redactions.redact(redaction, "app.note", "for ORD-12, ORD-13")).matches("for hmac:\\S+, hmac:\\S+");
	}

	// The reference to a group keeps the JDK from remembering where it has been.
	@Test
	@Timeout(20)
	void patternThatRunsWildCostsTheAttributeOnly() {
		Redaction redaction = Redactions.of("rules[0].name=wild", "rules[0].pattern=(a+)+(b)\\2",
				"detector-budget=500ms");
		assertThat(Redactions.redact(redaction, "app.note", "a".repeat(60))).isEqualTo("(dropped)");
		assertThat(Redactions.redact(redaction, "app.note", "fine")).isEqualTo("fine");
		assertThat(redaction.summary()).isEqualTo("1 dropped because rule wild failed");
	}

	@Test
	void detectorFindsWhatItLooksFor() {
		Redaction redaction = Redactions.of(List.of(detector((key, text, findings) -> {
			int at = text.toString().indexOf("Ann");
			if (at >= 0) {
				findings.add(at, at + 3);
			}
		})), "detector-budget=5s");
		assertThat(Redactions.redact(redaction, "app.note", "for Ann and " + CARD))
			.isEqualTo("for REDACTED and REDACTED");
	}

	@Test
	void detectorThatFailsCostsTheAttributeOnly() {
		List<SensitiveValueDetector> failing = new ArrayList<>();
		failing.add(detector((key, text, findings) -> {
			throw new IllegalStateException("no");
		}));
		failing.add(detector((key, text, findings) -> {
			throw new AssertionError("no");
		}));
		failing.add(detector((key, text, findings) -> findings.add(0, text.length() + 1)));
		failing.add(detector((key, text, findings) -> findings.add(2, 1)));
		failing.add(detector((key, text, findings) -> spin(text)));
		for (SensitiveValueDetector detector : failing) {
			Redaction redaction = Redactions.of(List.of(detector), "detector-budget=1ms");
			Attributes attributes = Attributes.of(AttributeKey.stringKey("app.note"), "text",
					AttributeKey.longKey("app.count"), 3L);
			assertThat(Redactions.redact(redaction, attributes)).containsOnlyKeys("app.count");
			assertThat(redaction.summary()).contains("because rule own failed");
		}
	}

	@Test
	void textBeyondTheBoundDoesNotLeave() {
		Redaction redaction = Redactions.of("max-text-length=20");
		assertThat(Redactions.redact(redaction, "app.note", "0123456789 0123456789 0123456789"))
			.isEqualTo("0123456789 012345678");
		assertThat(Redactions.redact(redaction, "app.note", "0123456789 " + CARD + " and more"))
			.isEqualTo("0123456789 REDACTED");
	}

	@Test
	void keysThatAreMadeUpAtRuntimeTakeNoMemoryForEver() {
		KeyRules keys = new KeyRules(List.of(), new Rule("secret-key", RedactionAction.MASK));
		for (int i = 0; i < 10_000; i++) {
			assertThat(keys.find("app.key." + i)).isNull();
		}
		assertThat(keys.kept()).isEqualTo(4096);
		assertThat(keys.find("app.password." + 10_001)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "max-text-length=0", "detector-budget=0s", "hash-key=short", "rules[0].key=x",
			"rules[0].name=only", "rules[0].name=a;rules[0].pattern=(", "rules[0].name=a;rules[0].key=--",
			"detect.card=hash", "rules[0].name=a;rules[0].key=x;rules[0].action=hash",
			"rules[0].name=a;rules[0].key=x;rules[1].name=a;rules[1].key=y" })
	void badValueFailsTheStart(String properties) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> Redactions.of(properties.split(";")))
			.satisfies((failure) -> assertThat(failure.getName()).startsWith("tracing.redaction."))
			.satisfies((failure) -> assertThat(failure.getReason()).isNotBlank());
	}

	@Test
	void hashKeyStandsInNoMessage() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> Redactions.of("hash-key=hunter2"))
			.satisfies((failure) -> assertThat(failure.getMessage() + failure.getValue()).doesNotContain("hunter2"));
	}

	private static void spin(CharSequence text) {
		long end = System.nanoTime() + Duration.ofMillis(5).toNanos();
		while (System.nanoTime() < end) {
			text.length();
		}
	}

	private static SensitiveValueDetector detector(Look look) {
		return new SensitiveValueDetector() {

			@Override
			public String name() {
				return "own";
			}

			@Override
			public void detect(String key, CharSequence text, Findings findings) {
				look.at(key, text, findings);
			}

		};
	}

	/**
	 * What a detector does.
	 */
	private interface Look {

		void at(String key, CharSequence text, SensitiveValueDetector.Findings findings);

	}

}
