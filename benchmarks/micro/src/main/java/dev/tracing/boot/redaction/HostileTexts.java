/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Texts of ten kilobytes in which every character looks like the beginning of a secret.
 * These are the slowest ones of the tests.
 */
@State(Scope.Thread)
public class HostileTexts {

	private static final int LENGTH = 10 * 1024;

	/**
	 * What the text repeats.
	 */
	@Param({ "4111 ", "4111-", "token=:a ", "token=?&", "key=", "basic ", "ghp_", "a@", "123-45-", "y=", "9." })
	String piece = "";

	String text = "";

	/**
	 * Makes the text.
	 */
	@Setup
	public void repeat() {
		this.text = this.piece.repeat(LENGTH / this.piece.length());
	}

}
