/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import java.util.List;

import io.micrometer.tracing.otel.bridge.EventListener;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import org.jspecify.annotations.Nullable;

/**
 * Passes the events of scopes on to those who listen. There are three of them for every
 * scope of every request, so silent listeners are left out and nothing is iterated over
 * by an iterator.
 */
final class ScopeEvents implements OtelTracer.EventPublisher {

	private final EventListener[] listeners;

	ScopeEvents(List<EventListener> listeners) {
		this.listeners = listeners.stream()
			.filter((listener) -> !(listener instanceof Silent))
			.toArray(EventListener[]::new);
	}

	@Override
	public void publishEvent(Object event) {
		for (EventListener listener : this.listeners) {
			listener.onEvent(event);
		}
	}

	/**
	 * The only listener, where it is ours.
	 * @return the listener; null if there is none, or anything else
	 */
	@Nullable MdcListener onlyListener() {
		return (this.listeners.length == 1 && this.listeners[0] instanceof MdcListener listener) ? listener : null;
	}

	/**
	 * A listener that is there only so that Spring Boot's own is not.
	 */
	interface Silent extends EventListener {

	}

}
