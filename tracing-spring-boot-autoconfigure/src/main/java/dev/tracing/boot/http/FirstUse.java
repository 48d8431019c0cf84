/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * Beans that are looked up by the first request. A client may be created before them: an
 * exporter can be built on it, and what makes spans needs the exporter.
 */
final class FirstUse {

	private FirstUse() {
	}

	/**
	 * Returns a supplier that keeps what it found.
	 * @param <T> the type of the bean
	 * @param provider where to look
	 * @return a supplier of the bean, or of null while there is none, such as when the
	 * application is closing
	 */
	static <T> SingletonSupplier<T> of(ObjectProvider<T> provider) {
		return SingletonSupplier.ofNullable(() -> {
			try {
				return provider.getIfAvailable();
			}
			catch (BeansException ex) {
				return null;
			}
		});
	}

}
