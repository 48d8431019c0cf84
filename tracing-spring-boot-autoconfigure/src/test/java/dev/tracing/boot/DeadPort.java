/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port on which nobody listens, and nobody will: it is taken as long as this is open.
 */
public final class DeadPort implements AutoCloseable {

	private final Socket socket = new Socket();

	/**
	 * Takes any port.
	 */
	public DeadPort() {
		this(0);
	}

	/**
	 * Takes a port that whoever had it has just closed, and may have again before this is
	 * closed.
	 * @param port the port
	 */
	public DeadPort(int port) {
		try {
			this.socket.setReuseAddress(true);
			this.socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public int port() {
		return this.socket.getLocalPort();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
