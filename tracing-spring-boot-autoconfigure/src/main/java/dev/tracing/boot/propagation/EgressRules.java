/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import dev.tracing.boot.operation.Egress;
import org.jspecify.annotations.Nullable;

/**
 * Tells hosts by their names. Where nothing is included, everything is; what is excluded
 * wins.
 *
 * @param include hosts that are told the trace
 * @param exclude hosts that are not
 * @param includeBaggage those of the told ones that get baggage
 * @param excludeBaggage those of the told ones that do not
 */
record EgressRules(HostPatterns include, HostPatterns exclude, HostPatterns includeBaggage,
		HostPatterns excludeBaggage) implements Egress {

	@Override
	public boolean sendsContext(@Nullable String host) {
		return host != null && (this.include.isEmpty() || this.include.match(host)) && !this.exclude.match(host);
	}

	@Override
	public boolean sendsBaggage(@Nullable String host) {
		return host != null && (this.includeBaggage.isEmpty() || this.includeBaggage.match(host))
				&& !this.excludeBaggage.match(host);
	}

	boolean isOpen() {
		return this.include.isEmpty() && this.exclude.isEmpty() && this.includeBaggage.isEmpty()
				&& this.excludeBaggage.isEmpty();
	}

}
