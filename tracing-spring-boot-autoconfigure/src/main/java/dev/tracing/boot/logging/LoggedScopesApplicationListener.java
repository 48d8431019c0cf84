/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.logging;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Installs the storage before Spring Boot installs its own, which is with the first event
 * of an application, and tells it of every application that comes or goes.
 */
final class LoggedScopesApplicationListener implements GenericApplicationListener {

	private final boolean installable;

	LoggedScopesApplicationListener() {
		ClassLoader classLoader = getClass().getClassLoader();
		this.installable = ClassUtils.isPresent("io.micrometer.tracing.otel.bridge.OtelTracer", classLoader)
				&& ClassUtils.isPresent("org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure."
						+ "OpenTelemetryEventPublisherBeansApplicationListener", classLoader);
		if (this.installable) {
			LoggedScopeStorage.install();
		}
	}

	@Override
	public boolean supportsEventType(ResolvableType eventType) {
		Class<?> type = eventType.getRawClass();
		return type != null && this.installable && (ContextRefreshedEvent.class.isAssignableFrom(type)
				|| ContextClosedEvent.class.isAssignableFrom(type));
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof ContextRefreshedEvent refreshed) {
			LoggedScopeStorage.scopes.refreshed(refreshed.getApplicationContext());
		}
		else if (event instanceof ContextClosedEvent closed) {
			LoggedScopeStorage.scopes.closed(closed.getApplicationContext());
		}
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
