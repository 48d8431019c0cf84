/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

/**
 * Finds in text what must not leave the process. Beans of this type are asked about every
 * text of a span that is exported, on the export thread: attributes, the span's name
 * ({@code span.name}), names of events ({@code event.name}) and the status
 * ({@code status.description}). Where the endpoint or the log at level debug shows the
 * name of a span, they are asked about it as well, on the thread that shows it. One that
 * throws, or is not done within {@code tracing.redaction.detector-budget}, costs the
 * attribute, never the span.
 */
public interface SensitiveValueDetector {

	/**
	 * Name of the rule under which findings are counted.
	 * @return the name
	 */
	String name();

	/**
	 * What becomes of a finding.
	 * @return the action
	 */
	default RedactionAction action() {
		return RedactionAction.MASK;
	}

	/**
	 * Looks at a text.
	 * @param key key of the attribute
	 * @param text the text, or as much of it as is looked at; reading it throws once the
	 * budget is spent, which ends a regular expression that runs wild
	 * @param findings takes the findings
	 */
	void detect(String key, CharSequence text, Findings findings);

	/**
	 * Takes findings.
	 */
	interface Findings {

		/**
		 * Adds a part of the text that must not leave.
		 * @param start index of its first character
		 * @param end index after its last character
		 */
		void add(int start, int end);

	}

}
