/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

class JettyTraceContextTests extends TraceContextContract {

	@Override
	Relay start() {
		return Relay.onJetty();
	}

}
