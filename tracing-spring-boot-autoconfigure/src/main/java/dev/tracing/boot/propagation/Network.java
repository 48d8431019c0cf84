/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Addresses that have their first bits in common.
 */
final class Network {

	private final byte[] address;

	private final int bits;

	private Network(byte[] address, int bits) {
		this.address = address;
		this.bits = bits;
	}

	/**
	 * Reads a network in CIDR notation; a single address is one, too.
	 * @param text such as {@code 10.0.0.0/8}
	 * @return the network; null if it is none
	 */
	static @Nullable Network parse(String text) {
		int slash = text.indexOf('/');
		byte[] address = InternetAddress.parse((slash < 0) ? text : text.substring(0, slash));
		if (address == null) {
			return null;
		}
		int all = address.length * Byte.SIZE;
		int bits = (slash < 0) ? all : bits(text.substring(slash + 1));
		return (bits >= 0 && bits <= all) ? new Network(address, bits) : null;
	}

	private static int bits(String text) {
		boolean number = !text.isEmpty() && text.length() <= 3
				&& text.chars().allMatch((each) -> each >= '0' && each <= '9');
		return number ? Integer.parseInt(text) : -1;
	}

	boolean contains(byte[] other) {
		if (other.length != this.address.length) {
			return false;
		}
		int bytes = this.bits / Byte.SIZE;
		if (!Arrays.equals(this.address, 0, bytes, other, 0, bytes)) {
			return false;
		}
		int rest = this.bits % Byte.SIZE;
		return rest == 0 || (this.address[bytes] ^ other[bytes]) >>> (Byte.SIZE - rest) == 0;
	}

}
