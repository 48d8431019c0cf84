/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

import io.micrometer.tracing.otel.bridge.OtelTracer.EventPublisher;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;

/**
 * Knows whether all applications of this JVM want nothing else of a scope than the ids in
 * the MDC, under the same keys: then one listener serves them all, without any event.
 */
final class LoggedScopes {

	private final Object lock = new Object();

	private final Map<ApplicationContext, List<EventPublisher>> publishers = new WeakHashMap<>();

	private volatile @Nullable MdcListener onlyListener;

	/**
	 * The listener that is enough for all applications.
	 * @return the listener; null if events have to be published
	 */
	@Nullable MdcListener onlyListener() {
		return this.onlyListener;
	}

	void refreshed(ApplicationContext context) {
		List<EventPublisher> found = List.copyOf(context.getBeansOfType(EventPublisher.class, true, false).values());
		synchronized (this.lock) {
			this.publishers.put(context, found);
			this.onlyListener = findOnlyListener();
		}
	}

	void closed(ApplicationContext context) {
		synchronized (this.lock) {
			this.publishers.remove(context);
			this.onlyListener = findOnlyListener();
		}
	}

	private @Nullable MdcListener findOnlyListener() {
		MdcListener only = null;
		for (List<EventPublisher> published : this.publishers.values()) {
			for (EventPublisher publisher : published) {
				MdcListener listener = (publisher instanceof ScopeEvents events) ? events.onlyListener() : null;
				if (listener == null || (only != null && !only.writesTheSameAs(listener))) {
					return null;
				}
				only = listener;
			}
		}
		return only;
	}

}
