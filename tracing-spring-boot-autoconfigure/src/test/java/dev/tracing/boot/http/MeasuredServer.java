/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import com.sun.management.ThreadMXBean;
import dev.tracing.boot.UnsampledRecording;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running application and one connection to its only worker thread, whose allocated
 * bytes are counted.
 */
final class MeasuredServer implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final KeptConnection connection;

	private final long worker;

	MeasuredServer(ConfigurableApplicationContext context) {
		this.context = context;
		this.connection = new KeptConnection(
				context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
		this.worker = Long.parseLong(get("/thread"));
	}

	boolean isRecordingAll() {
		return this.context.getBean(UnsampledRecording.class).isOn();
	}

	boolean isObserved() {
		return this.context.containsBean("webMvcObservationFilter");
	}

	/**
	 * Returns what was exported, after everything that waits for it.
	 */
	GreetingsApplication.Exports exports() {
		this.context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
		return this.context.getBean(GreetingsApplication.Exports.class);
	}

	String get(String path) {
		return this.connection.send(KeptConnection.request(path));
	}

	void send(byte[] request, int times) {
		for (int i = 0; i < times; i++) {
			this.connection.send(request);
		}
	}

	/**
	 * Returns what a request costs the thread that serves it.
	 * @param request the request
	 * @param times how often it is sent
	 * @return bytes per request
	 */
	long bytes(byte[] request, int times) {
		long before = allocated();
		send(request, times);
		long after = allocated();
		if (Long.parseLong(get("/thread")) != this.worker) {
			throw new IllegalStateException("Another thread serves the requests now");
		}
		return (after - before) / times;
	}

	private long allocated() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getThreadAllocatedBytes(this.worker);
	}

	@Override
	public void close() {
		this.connection.close();
		this.context.close();
	}

}
