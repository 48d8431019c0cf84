/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Secrets as their formats are published, in seeded variations. Nothing in here knows how
 * they are found.
 */
final class GeneratedCorpus {

	private static final String DIGITS = "0123456789";

	private static final String HEX = DIGITS + "abcdef";

	private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	private static final String ALPHANUMERIC = UPPER + "abcdefghijklmnopqrstuvwxyz" + DIGITS;

	private static final String[] SENTENCES = { "%s", "paid with %s today", "value=[%s]", "{\"v\":\"%s\"}",
			"failed for '%s': declined", "a, %s, b", "cause: %s\n\tat com.example.Shop.pay(Shop.java:12)", "(%s)",
			"/pay/%s/confirm", "x=1&v=%s&y=2", "<v>%s</v>", "%s." };

	private final Random random;

	private final List<CorpusLine> lines = new ArrayList<>();

	private GeneratedCorpus(long seed) {
		this.random = new Random(seed);
	}

	static List<CorpusLine> positives(long seed) {
		GeneratedCorpus corpus = new GeneratedCorpus(seed);
		corpus.cards();
		corpus.webTokens();
		corpus.credentials();
		corpus.pemBlocks();
		corpus.vendorKeys();
		corpus.urls();
		return corpus.lines;
	}

	// Issuers' prefixes and lengths as ISO/IEC 7812 and the networks publish them.
	private void cards() {
		String[] prefixes = { "4", "4", "4", "51", "55", "2221", "2720", "34", "37", "6011", "644", "65", "36", "38",
				"300", "305", "3528", "3589", "62", "2200", "2204" };
		int[] lengths = { 16, 13, 19, 16, 16, 16, 16, 15, 15, 16, 16, 16, 14, 14, 14, 14, 16, 16, 16, 16, 16 };
		for (int i = 0; i < prefixes.length; i++) {
			for (String separator : List.of("", " ", "-")) {
				String digits = prefixes[i] + pick(DIGITS, lengths[i] - prefixes[i].length() - 1);
				String number = grouped(digits + checkDigit(digits), separator);
				add("card", sentence(number), number);
			}
		}
	}

	private static int checkDigit(String digits) {
		int sum = 0;
		for (int i = 0; i < digits.length(); i++) {
			int digit = digits.charAt(digits.length() - 1 - i) - '0';
			int doubled = (i % 2 == 0) ? digit * 2 : digit;
			sum += doubled / 10 + doubled % 10;
		}
		return (10 - sum % 10) % 10;
	}

	private static String grouped(String digits, String separator) {
		int[] groups = switch (digits.length()) {
			case 14 -> new int[] { 4, 6, 4 };
			case 15 -> new int[] { 4, 6, 5 };
			default -> new int[] { 4, 4, 4, 4, 4 };
		};
		StringBuilder result = new StringBuilder();
		int start = 0;
		for (int group : groups) {
			int end = Math.min(start + group, digits.length());
			if (start < end) {
				result.append((start > 0) ? separator : "").append(digits, start, end);
			}
			start = end;
		}
		return result.toString();
	}

	private void webTokens() {
		String[] algorithms = { "HS256", "RS256", "ES384", "PS512", "EdDSA" };
		for (int i = 0; i < 20; i++) {
			String header = "{\"alg\":\"" + algorithms[i % algorithms.length] + "\",\"typ\":\"JWT\"}";
			String payload = "{\"sub\":\"" + pick(DIGITS, 10) + "\",\"iat\":" + pick("123456789", 10) + "}";
			String token = base64(header) + '.' + base64(payload) + '.' + pick(ALPHANUMERIC + "-_", 43 + i * 4);
			add("jwt", sentence(token), token);
		}
		String unsigned = base64("{\"alg\":\"none\"}") + '.' + base64("{\"sub\":\"" + pick(HEX, 12) + "\"}") + '.';
		add("jwt", "token was " + unsigned, unsigned);
	}

	// RFC 6750 and RFC 7617.
	private void credentials() {
		String[] schemes = { "Bearer ", "bearer ", "BEARER " };
		for (int i = 0; i < 18; i++) {
			String token = (i % 3 == 0) ? pick(HEX, 32) : pick(ALPHANUMERIC, 20 + i);
			add("credentials", sentence(schemes[i % 3] + token), token);
		}
		String[] basics = { "Basic ", "basic " };
		for (int i = 0; i < 14; i++) {
			String pair = pick(ALPHANUMERIC, 3 + i) + ':' + pick(ALPHANUMERIC + "!$%&*", 6 + i);
			String token = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
			add("credentials", sentence(basics[i % 2] + token), token);
		}
	}

	// RFC 7468.
	private void pemBlocks() {
		String[] labels = { "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY",
				"OPENSSH PRIVATE KEY", "CERTIFICATE" };
		for (String label : labels) {
			for (String newline : List.of("\n", "\\n", "\r\n", " ")) {
				String body = pick(ALPHANUMERIC + "+/", 64) + newline + pick(ALPHANUMERIC + "+/", 62) + "==";
				add("pem", sentence(
						"-----BEGIN " + label + "-----" + newline + body + newline + "-----END " + label + "-----"),
						body);
			}
			String cut = pick(ALPHANUMERIC + "+/", 40);
			add("pem", "key: -----BEGIN " + label + "-----\n" + cut, cut);
		}
	}

	private void vendorKeys() {
		String word = ALPHANUMERIC + "-_";
		for (int i = 0; i < 4; i++) {
			vendorKey("AKIA" + pick(UPPER + "234567", 16));
			vendorKey("ASIA" + pick(UPPER + "234567", 16));
			vendorKey("AIza" + pick(word, 34) + pick(ALPHANUMERIC, 1));
			vendorKey("GOCSPX-" + pick(word, 27) + pick(ALPHANUMERIC, 1));
			vendorKey("ya29." + pick(word, 100) + pick(ALPHANUMERIC, 1));
			for (String prefix : List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_")) {
				vendorKey(prefix + pick(ALPHANUMERIC, 36));
			}
			vendorKey("github_pat_" + pick(ALPHANUMERIC, 22) + '_' + pick(ALPHANUMERIC, 59));
			vendorKey("glpat-" + pick(word, 19) + pick(ALPHANUMERIC, 1));
			vendorKey("xoxb-" + pick(DIGITS, 12) + '-' + pick(DIGITS, 12) + '-' + pick(ALPHANUMERIC, 24));
			vendorKey("sk_live_" + pick(ALPHANUMERIC, 24));
			vendorKey("SG." + pick(ALPHANUMERIC, 22) + '.' + pick(word, 42) + pick(ALPHANUMERIC, 1));
			vendorKey("npm_" + pick(ALPHANUMERIC, 36));
		}
	}

	private void vendorKey(String key) {
		add("vendor-key", sentence(key), key);
	}

	private void urls() {
		String[] schemes = { "https", "http", "jdbc:postgresql", "amqp", "redis", "mongodb", "mongodb+srv", "ftp" };
		for (String scheme : schemes) {
			String host = "@" + pick("abcdefghij", 8) + ".example.com:" + pick("123456789", 4) + "/x?y=z";
			String password = pick(ALPHANUMERIC + "!$*-_.", 10) + "%40" + pick(ALPHANUMERIC, 3);
			add("url-user", sentence(scheme + "://" + pick("abcdefghij", 6) + ':' + password + host), password);
			add("url-user", scheme + "://:" + password + host, password);
			add("url-user", "cannot reach " + scheme + "://" + password + host, password);
		}
	}

	static List<CorpusLine> negatives(long seed) {
		GeneratedCorpus corpus = new GeneratedCorpus(seed);
		for (int i = 0; i < 12; i++) {
			corpus.identifiers();
			corpus.numbers();
			corpus.encoded();
		}
		return corpus.lines;
	}

	private void identifiers() {
		String id = pick(HEX, 8) + '-' + pick(HEX, 4) + "-4" + pick(HEX, 3) + "-a" + pick(HEX, 3) + '-' + pick(HEX, 12);
		addHarmless("uuid", sentence(id));
		addHarmless("trace-id", sentence(pick(HEX, 32)));
		addHarmless("digest", sentence(pick(HEX, 64)));
		addHarmless("hex-digits", "a" + pick(DIGITS, 30) + "f");
		addHarmless("address", sentence("10." + this.random.nextInt(256) + '.' + this.random.nextInt(256) + ".7:8080"));
		addHarmless("path", "/users/" + pick("abcdefgh", 5) + "@example.com/orders/" + pick(DIGITS, 6));
		addHarmless("url", "https://" + pick("abcdefgh", 5) + ".example.com/a:b/@" + pick("abcdefgh", 5) + "?at=@x");
		addHarmless("class", "com.example." + pick("abcdefgh", 6) + ".Shop$Order@" + pick(HEX, 8));
	}

	private void numbers() {
		String digits = "4" + pick(DIGITS, 14);
		addHarmless("luhn-fails", sentence(digits + (checkDigit(digits) + 1 + this.random.nextInt(8)) % 10));
		String unassigned = "1" + pick(DIGITS, 14);
		addHarmless("no-issuer", sentence(unassigned + checkDigit(unassigned)));
		addHarmless("epoch-millis", sentence("17" + pick(DIGITS, 11)));
		addHarmless("epoch-nanos", sentence("17" + pick(DIGITS, 17)));
		addHarmless("fraction", "0.4" + pick(DIGITS, 15));
		addHarmless("timestamp", "2026-0" + pick("123456789", 1) + "-1" + pick(DIGITS, 1) + "T10:00:0" + pick(DIGITS, 1)
				+ '.' + pick(DIGITS, 9) + 'Z');
		addHarmless("short", sentence(pick("123456789", 10)));
		addHarmless("long", "4" + pick(DIGITS, 29));
		addHarmless("list", "1, " + pick(DIGITS, 2) + ", " + pick(DIGITS, 3) + ", 5, 8, 13, 21, 34, 55, 89, 144");
	}

	private void encoded() {
		addHarmless("cursor", "cursor " + base64("{\"after\":\"" + pick(HEX, 16) + "\"}"));
		addHarmless("base64", sentence(pick(ALPHANUMERIC, 40)));
		addHarmless("cut-key", sentence("AKIA" + pick(UPPER, 5)));
		addHarmless("lower-key", sentence("akia" + pick("abcdefgh", 16)));
		addHarmless("cut-token", sentence("ghp_" + pick("abcdefgh", 6)));
		addHarmless("inner-key", "XAKIA" + pick(UPPER, 20));
	}

	private String sentence(String value) {
		return SENTENCES[this.random.nextInt(SENTENCES.length)].replace("%s", value);
	}

	private String pick(String alphabet, int length) {
		StringBuilder result = new StringBuilder(length);
		for (int i = 0; i < length; i++) {
			result.append(alphabet.charAt(this.random.nextInt(alphabet.length())));
		}
		return result.toString();
	}

	private static String base64(String json) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

	private void add(String family, String text, String secret) {
		this.lines.add(new CorpusLine(family, "app.note", text, secret));
	}

	private void addHarmless(String family, String text) {
		add(family, text, "");
	}

}
