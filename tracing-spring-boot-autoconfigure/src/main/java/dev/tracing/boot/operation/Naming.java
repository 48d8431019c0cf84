/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

/**
 * How spans are named.
 */
public enum Naming {

	/**
	 * As the semantic conventions say, such as {@code GET /orders/{id}}.
	 */
	SEMCONV,

	/**
	 * After component and operation, such as {@code http.request}.
	 */
	COMPONENT

}
