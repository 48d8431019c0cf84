/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

/**
 * Bounded text.
 */
public final class Text {

	private Text() {
	}

	/**
	 * Cuts text before it is copied, without tearing a surrogate pair apart.
	 * @param text the text
	 * @param maxLength most chars that may stay
	 * @return the text, or its beginning
	 */
	public static String cut(CharSequence text, int maxLength) {
		if (text.length() <= maxLength) {
			return text.toString();
		}
		int end = (maxLength > 0 && Character.isHighSurrogate(text.charAt(maxLength - 1))) ? maxLength - 1 : maxLength;
		return text.subSequence(0, end).toString();
	}

}
