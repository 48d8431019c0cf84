/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

class JettyIngressTests extends IngressContract {

	@Override
	Relay start(String... properties) {
		return Relay.onJetty(properties);
	}

}
