/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Keeps Tomcat from writing the stack traces of requests that are meant to fail. Levels
 * hold for the whole JVM, so other tests must find theirs as it was.
 */
final class QuietTomcat implements BeforeAllCallback, AfterAllCallback {

	private static final String NAME = "org.apache.catalina";

	@Override
	public void beforeAll(ExtensionContext context) {
		((Logger) LoggerFactory.getLogger(NAME)).setLevel(Level.OFF);
	}

	// Logback tells java.util.logging, where Tomcat's lines begin, of levels that are
	// set,
	// and not of those that are taken back.
	@Override
	public void afterAll(ExtensionContext context) {
		((Logger) LoggerFactory.getLogger(NAME)).setLevel(null);
		java.util.logging.Logger.getLogger(NAME).setLevel(null);
	}

}
