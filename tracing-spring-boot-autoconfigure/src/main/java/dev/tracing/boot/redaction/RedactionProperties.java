/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of what must not leave the process.
 *
 * @param enabled Whether spans are redacted before they are exported.
 * @param hashKey Key of the hash, 16 characters or more. Needed as soon as a rule has the
 * action hash.
 * @param maxTextLength Most characters of a text that are looked at; the rest does not
 * leave.
 * @param detectorBudget Longest time that a pattern or detector of yours may spend on one
 * text; if it takes longer, the attribute is dropped.
 * @param allowListed Whether attributes leave only if their key is among the allowed
 * ones.
 * @param allowedKeys Keys of the attributes that may leave where allow-listed is true,
 * with span.name, event.name and status.description for what is no attribute. A star at
 * the end stands for anything.
 * @param detect What becomes of what is found, for each kind of secret.
 * @param rules Rules of your own, which come before the built-in ones.
 */
// @formatter:off
@ConfigurationProperties("tracing.redaction")
public record RedactionProperties(
		@DefaultValue("true") boolean enabled,
		@Nullable String hashKey,
		@DefaultValue("32768") int maxTextLength,
		@DefaultValue("10ms") Duration detectorBudget,
		@DefaultValue("false") boolean allowListed,
		@DefaultValue({ "span.name", "service.*", "telemetry.*", "http.route", "error.type" })
		List<String> allowedKeys,
		@DefaultValue Detect detect,
		@DefaultValue List<OwnRule> rules) {
	// @formatter:on

	public RedactionProperties {
		allowedKeys = List.copyOf(allowedKeys);
		rules = List.copyOf(rules);
	}

	/**
	 * What becomes of what is found.
	 *
	 * @param secretKey Values of attributes whose key names a secret, such as password or
	 * x-api-key.
	 * @param secretText Values beside the name of a secret within a text, such as
	 * password=...
	 * @param card Payment card numbers.
	 * @param webToken JSON Web Tokens.
	 * @param credentials What follows Bearer and Basic.
	 * @param pem PEM blocks, such as private keys.
	 * @param vendorKey Keys of AWS, Google, GitHub and others that have a prefix.
	 * @param urlUser User and password in URLs.
	 * @param email E-mail addresses.
	 * @param iban International bank account numbers.
	 * @param phone Telephone numbers in international form.
	 * @param nationalId Social security numbers of the United States and identity numbers
	 * of China.
	 */
	public record Detect(@DefaultValue("mask") RedactionAction secretKey,
			@DefaultValue("mask") RedactionAction secretText, @DefaultValue("mask") RedactionAction card,
			@DefaultValue("mask") RedactionAction webToken, @DefaultValue("mask") RedactionAction credentials,
			@DefaultValue("mask") RedactionAction pem, @DefaultValue("mask") RedactionAction vendorKey,
			@DefaultValue("mask") RedactionAction urlUser, @DefaultValue("off") RedactionAction email,
			@DefaultValue("off") RedactionAction iban, @DefaultValue("off") RedactionAction phone,
			@DefaultValue("off") RedactionAction nationalId) {
	}

	/**
	 * A rule of your own. It has a key, a pattern or both; either makes a finding.
	 *
	 * @param name Name under which findings are counted.
	 * @param key Words of keys, such as customer-number, which is also found in
	 * app.customerNumber.
	 * @param pattern Regular expression for parts of texts.
	 * @param action What becomes of a finding.
	 */
	public record OwnRule(@Nullable String name, @Nullable String key, @Nullable String pattern,
			@DefaultValue("mask") RedactionAction action) {
	}

}
