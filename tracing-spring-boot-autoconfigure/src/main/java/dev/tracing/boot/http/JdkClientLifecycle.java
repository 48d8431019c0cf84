/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The end of a JDK client: methods that it has since Java 21.
 */
final class JdkClientLifecycle {

	private static final @Nullable MethodHandle SHUTDOWN = find("shutdown", MethodType.methodType(void.class));

	private static final @Nullable MethodHandle SHUTDOWN_NOW = find("shutdownNow", MethodType.methodType(void.class));

	private static final @Nullable MethodHandle CLOSE = find("close", MethodType.methodType(void.class));

	private static final @Nullable MethodHandle IS_TERMINATED = find("isTerminated",
			MethodType.methodType(boolean.class));

	private static final @Nullable MethodHandle AWAIT_TERMINATION = find("awaitTermination",
			MethodType.methodType(boolean.class, Duration.class));

	private JdkClientLifecycle() {
	}

	static void shutdown(HttpClient client) {
		run(SHUTDOWN, client);
	}

	static void shutdownNow(HttpClient client) {
		run(SHUTDOWN_NOW, client);
	}

	static void close(HttpClient client) {
		run(CLOSE, client);
	}

	static boolean isTerminated(HttpClient client) {
		try {
			return IS_TERMINATED != null && (boolean) IS_TERMINATED.invokeExact(client);
		}
		catch (Throwable ex) {
			throw unchecked(ex);
		}
	}

	static boolean awaitTermination(HttpClient client, Duration duration) throws InterruptedException {
		try {
			return AWAIT_TERMINATION == null || (boolean) AWAIT_TERMINATION.invokeExact(client, duration);
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw unchecked(ex);
		}
	}

	private static void run(@Nullable MethodHandle method, HttpClient client) {
		try {
			if (method != null) {
				method.invokeExact(client);
			}
		}
		catch (Throwable ex) {
			throw unchecked(ex);
		}
	}

	// None of the methods declares a checked exception, but for the one above.
	private static RuntimeException unchecked(Throwable thrown) {
		if (thrown instanceof Error error) {
			throw error;
		}
		return (thrown instanceof RuntimeException runtime) ? runtime : new IllegalStateException(thrown);
	}

	// Missing before Java 21.
	private static @Nullable MethodHandle find(String name, MethodType type) {
		try {
			return MethodHandles.publicLookup().findVirtual(HttpClient.class, name, type);
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

	/**
	 * The methods, for a subclass that is compiled for Java 17 to override.
	 */
	interface SinceJava21 {

		void shutdown();

		void shutdownNow();

		void close();

		boolean isTerminated();

		boolean awaitTermination(Duration duration) throws InterruptedException;

	}

}
