/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import dev.tracing.boot.redaction.KeyRules.KeyRule;
import dev.tracing.boot.redaction.RedactionProperties.Detect;
import dev.tracing.boot.redaction.RedactionProperties.OwnRule;
import dev.tracing.boot.redaction.TextScan.ScannerRule;

/**
 * Puts the redaction together.
 */
final class RedactionSetup {

	private final RedactionProperties properties;

	private final LongSupplier nanoClock;

	private final Replacements replacements;

	private final List<Rule> rules = new ArrayList<>();

	private final List<KeyRule> keyRules = new ArrayList<>();

	private final List<GuardedDetector> detectors = new ArrayList<>();

	RedactionSetup(RedactionProperties properties, LongSupplier nanoClock) {
		this.properties = properties;
		this.nanoClock = nanoClock;
		this.replacements = new Replacements(properties.hashKey());
	}

	Redaction redaction(List<SensitiveValueDetector> beans) {
		RedactionCheck check = new RedactionCheck(this.properties);
		check.check();
		addOwnRules();
		for (SensitiveValueDetector bean : beans) {
			addDetector(bean, rule(bean.name(), bean.action()));
		}
		KeyRules keys = new KeyRules(this.keyRules, rule("secret-key", this.properties.detect().secretKey()));
		TextRedactor texts = texts();
		Rule notAllowed = rule("allow-list", RedactionAction.DROP);
		Rule failed = rule("redaction", RedactionAction.DROP);
		check.checkHashKey(this.rules);
		AllowedKeys allowed = this.properties.allowListed() ? new AllowedKeys(this.properties.allowedKeys()) : null;
		ValueRedactor values = new ValueRedactor(keys, texts, this.replacements, allowed, notAllowed, failed);
		return new Redaction(new SpanRedactor(values, failed), this.rules);
	}

	TextRedactor texts() {
		TextScan scan = new TextScan(scanners(this.properties.detect()));
		return new TextRedactor(scan, this.detectors, this.replacements, this.properties.maxTextLength());
	}

	private void addOwnRules() {
		for (int i = 0; i < this.properties.rules().size(); i++) {
			OwnRule own = this.properties.rules().get(i);
			Rule rule = rule(String.valueOf(own.name()), own.action());
			if (own.key() != null && rule.isOn()) {
				this.keyRules.add(new KeyRule(KeyWords.of(own.key()), rule));
			}
			Pattern pattern = RedactionCheck.pattern(own, "rules[" + i + "]");
			if (pattern != null) {
				addDetector(new PatternDetector(rule.name(), rule.action(), pattern), rule);
			}
		}
	}

	private void addDetector(SensitiveValueDetector detector, Rule rule) {
		if (rule.isOn()) {
			this.detectors
				.add(new GuardedDetector(detector, rule, this.properties.detectorBudget().toNanos(), this.nanoClock));
		}
	}

	// In the order in which they get the say where two look at the same character.
	private List<ScannerRule> scanners(Detect detect) {
		List<ScannerRule> scanners = new ArrayList<>();
		add(scanners, new PemScanner(), rule("pem", detect.pem()));
		add(scanners, new WebTokenScanner(), rule("web-token", detect.webToken()));
		add(scanners, new CredentialScanner(), rule("credentials", detect.credentials()));
		add(scanners, new VendorKeyScanner(), rule("vendor-key", detect.vendorKey()));
		add(scanners, new UrlUserScanner(), rule(new Rule("url-user", detect.urlUser(), UrlUserScanner.MASK)));
		add(scanners, new AssignmentScanner(), rule("secret-text", detect.secretText()));
		add(scanners, new CardScanner(), rule("card", detect.card()));
		add(scanners, new EmailScanner(), rule("email", detect.email()));
		add(scanners, new IbanScanner(), rule("iban", detect.iban()));
		add(scanners, new PhoneScanner(), rule("phone", detect.phone()));
		add(scanners, new NationalIdScanner(), rule("national-id", detect.nationalId()));
		return scanners;
	}

	private static void add(List<ScannerRule> scanners, Scanner scanner, Rule rule) {
		if (rule.isOn()) {
			scanners.add(new ScannerRule(scanner, rule));
		}
	}

	private Rule rule(String name, RedactionAction action) {
		return rule(new Rule(name, action));
	}

	private Rule rule(Rule rule) {
		this.rules.add(rule);
		return rule;
	}

}
