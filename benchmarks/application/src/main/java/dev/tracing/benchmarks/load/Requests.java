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
			send(callers, i);
		}
		cost.end();
	}

	void send(int count, Callers callers, Latencies latencies) throws Exception {
		for (int i = 0; i < count; i++) {
			latencies.await();
			long start = System.nanoTime();
			send(callers, i);
			latencies.add(System.nanoTime() - start);
		}
	}

	private void send(Callers callers, int number) throws Exception {
		int status = this.connection.get(PATH, callers.headers(number));
		if (status != OK) {
			throw new IllegalStateException("The application answered " + status);
		}
	}

}
