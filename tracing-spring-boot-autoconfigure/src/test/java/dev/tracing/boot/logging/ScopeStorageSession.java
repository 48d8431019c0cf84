/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Installs the storage where an application would: before Spring Boot's own, which here
 * comes with the first test.
 */
public final class ScopeStorageSession implements LauncherSessionListener {

	@Override
	public void launcherSessionOpened(LauncherSession session) {
		LoggedScopeStorage.install();
		// For a busy machine; who need not wait does not.
		Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
	}

}
