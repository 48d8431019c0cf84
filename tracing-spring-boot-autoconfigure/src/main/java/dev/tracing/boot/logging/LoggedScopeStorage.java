/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import java.util.concurrent.atomic.AtomicBoolean;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryEventPublisherBeansApplicationListener;

/**
 * Puts the ids into the MDC with each scope and takes them out again. Spring Boot's own
 * storage publishes three events for that, and makes five objects; it is asked only if
 * somebody else listens. There is one storage in a JVM, for all its applications.
 */
final class LoggedScopeStorage implements ContextStorage {

	static final LoggedScopes scopes = new LoggedScopes();

	private static final AtomicBoolean installed = new AtomicBoolean();

	// What Spring Boot's storage is wrapped around; written before the first context is
	// made current.
	private static @Nullable ContextStorage wrapped;

	private final ContextStorage publishing;

	private final ContextStorage silent;

	private LoggedScopeStorage(ContextStorage publishing, ContextStorage silent) {
		this.publishing = publishing;
		this.silent = silent;
	}

	/**
	 * Installs the storage around Spring Boot's. Has no effect once a context was made
	 * current, nor if Spring Boot's was installed before: then events go on to be
	 * published.
	 */
	static void install() {
		if (installed.compareAndSet(false, true)) {
			ContextStorage.addWrapper(LoggedScopeStorage::remember);
			OpenTelemetryEventPublisherBeansApplicationListener.addWrapper();
			ContextStorage.addWrapper(LoggedScopeStorage::around);
		}
	}

	private static ContextStorage remember(ContextStorage storage) {
		wrapped = storage;
		return storage;
	}

	private static ContextStorage around(ContextStorage storage) {
		ContextStorage inner = wrapped;
		return (inner == null || inner == storage) ? storage : new LoggedScopeStorage(storage, inner);
	}

	@Override
	public Scope attach(Context toAttach) {
		MdcListener listener = scopes.onlyListener();
		if (listener == null) {
			return this.publishing.attach(toAttach);
		}
		Context before = this.silent.current();
		Scope scope = this.silent.attach(toAttach);
		if (scope == Scope.noop()) {
			return scope;
		}
		Span span = spanOf(toAttach);
		if (span == spanOf(before)) {
			return scope;
		}
		listener.show(span);
		return new LoggedScope(scope, listener, before);
	}

	@Override
	public @Nullable Context current() {
		return this.silent.current();
	}

	@Override
	public Context root() {
		return this.silent.root();
	}

	private static @Nullable Span spanOf(@Nullable Context context) {
		return (context != null) ? Span.fromContextOrNull(context) : null;
	}

	private record LoggedScope(Scope scope, MdcListener listener, @Nullable Context before) implements Scope {

		@Override
		public void close() {
			this.scope.close();
			this.listener.show(spanOf(this.before));
		}

	}

}
