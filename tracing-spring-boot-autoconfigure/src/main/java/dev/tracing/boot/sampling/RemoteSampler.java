/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.io.Closeable;
import java.io.IOException;

import io.opentelemetry.sdk.trace.samplers.Sampler;

/**
 * The sampler that asks a collector, until it is closed. No {@link Sampler} itself,
 * because the application has one sampler bean.
 */
final class RemoteSampler implements Closeable {

	private final Sampler sampler;

	private final Closeable connection;

	private RemoteSampler(Sampler sampler, Closeable connection) {
		this.sampler = sampler;
		this.connection = connection;
	}

	static <S extends Sampler & Closeable> RemoteSampler of(S sampler) {
		return new RemoteSampler(sampler, sampler);
	}

	Sampler sampler() {
		return this.sampler;
	}

	@Override
	public void close() throws IOException {
		this.connection.close();
	}

}
