/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;

/**
 * Goes the ways that need a newer Java than the oldest that is supported, and prints what
 * it finds, with and without what they need.
 */
public final class HopsOfNewerJava {

	static final String FOUND = "@@ ";

	private static final int OLDEST = 17;

	private HopsOfNewerJava() {
	}

	static List<Hop> hops() {
		return PropagationMatrix.hops().stream().filter((hop) -> hop.java() > OLDEST).toList();
	}

	static String line(Hop hop, boolean arrives, boolean lost) {
		return FOUND + hop.group() + " to " + hop.name() + ": arrives=" + arrives + " lostWithoutFeature=" + lost;
	}

	public static void main(String[] args) throws Exception {
		try (PropagationMatrix matrix = new PropagationMatrix()) {
			for (Hop hop : hops()) {
				boolean lost = hop.feature().isEmpty() || matrix.isLostWithoutFeature(hop);
				System.out.println(line(hop, matrix.facts(hop).all(), lost));
			}
		}
		// What an executor's threads still do is not waited for.
		System.exit(0);
	}

}
