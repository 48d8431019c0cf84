/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.load;

import org.apache.coyote.AbstractProtocol;

import org.springframework.boot.tomcat.TomcatWebServer;

/**
 * Requests of one kind, all sent by the calling thread.
 */
final class Requests {

	private static final int OK = 200;

	private static final byte[] PATH = InProcessConnection.bytes("/greetings/ada");

	private final InProcessConnection connection;

	Requests(TomcatWebServer server) {
		AbstractProtocol<?> protocol = (AbstractProtocol<?>) server.getTomcat().getConnector().getProtocolHandler();
		this.connection = new InProcessConnection(protocol.getAdapter());
	}

	void send(int count, Callers callers, Cost cost) throws Exception {
		cost.begin();
		for (int i = 0; i < count; i++) {
			int status = this.connection.get(PATH, callers.headers(i));
			if (status != OK) {
				throw new IllegalStateException("The application answered " + status);
			}
		}
		cost.end();
	}

}
