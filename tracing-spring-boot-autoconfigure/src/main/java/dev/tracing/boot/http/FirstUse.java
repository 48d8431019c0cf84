/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Bean that is looked up by the first request. A client may be created before it, and
 * even be used: an exporter can be built on it, and what makes spans needs the exporter.
 * So only what was found is kept, and a request before that goes without.
 *
 * @param <T> the type of the bean
 */
final class FirstUse<T> implements Supplier<@Nullable T> {

	private final ObjectProvider<T> provider;

	private volatile @Nullable T found;

	private FirstUse(ObjectProvider<T> provider) {
		this.provider = provider;
	}

	static <T> FirstUse<T> of(ObjectProvider<T> provider) {
		return new FirstUse<>(provider);
	}

	/**
	 * Returns the bean.
	 * @return the bean, or null while there is none, such as when the application is
	 * starting or closing
	 */
	@Override
	public @Nullable T get() {
		T bean = this.found;
		if (bean == null) {
			bean = lookUp();
			this.found = bean;
		}
		return bean;
	}

	private @Nullable T lookUp() {
		try {
			return this.provider.getIfAvailable();
		}
		catch (BeansException ex) {
			return null;
		}
	}

}
