/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.jspecify.annotations.Nullable;

/**
 * Addresses as text, which a stranger may have written: the name service is never asked.
 */
final class InternetAddress {

	private static final int MAX_LENGTH = 64;

	private static final int PARTS = 4;

	private static final int MAX_PART = 255;

	private InternetAddress() {
	}

	/**
	 * Reads an address.
	 * @param text the address
	 * @return its bytes; null if it is none
	 */
	static byte @Nullable [] parse(String text) {
		if (text.length() > MAX_LENGTH) {
			return null;
		}
		if (text.indexOf(':') < 0) {
			return parseVersion4(text);
		}
		int zone = text.indexOf('%');
		try {
			return InetAddress.getByName((zone < 0) ? text : text.substring(0, zone)).getAddress();
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	private static byte @Nullable [] parseVersion4(String text) {
		byte[] address = new byte[PARTS];
		int start = 0;
		for (int i = 0; i < PARTS; i++) {
			int end = (i < PARTS - 1) ? text.indexOf('.', start) : text.length();
			int part = (end > start && end - start <= 3) ? number(text, start, end) : -1;
			if (part < 0 || part > MAX_PART) {
				return null;
			}
			address[i] = (byte) part;
			start = end + 1;
		}
		return address;
	}

	private static int number(String text, int start, int end) {
		int number = 0;
		for (int i = start; i < end; i++) {
			char digit = text.charAt(i);
			if (digit < '0' || digit > '9') {
				return -1;
			}
			number = 10 * number + digit - '0';
		}
		return number;
	}

}
