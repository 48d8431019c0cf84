/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of {@link Traced}.
 *
 * @param enabled Whether methods with @Traced make spans.
 * @param order Order of the advice. The default lies outside transactions, caching and
 * retries and inside method security; a greater value lies further inside.
 * @param maxTextLength Most characters of a text attribute; longer text is cut.
 * @param maxArrayLength Most elements that are taken from an array or collection.
 * @param maxPendingFutures Most futures without callback that are watched until they are
 * done; beyond it a span ends with the call. 0 watches none.
 * @param metrics Whether calls of methods with @Traced are timed, sampled or not, if
 * there is a meter registry. Methods that return publishers or callables are not.
 */
@ConfigurationProperties("tracing.annotation")
public record AnnotationProperties(@DefaultValue("true") boolean enabled, @DefaultValue("2147483547") int order,
		@DefaultValue("4096") int maxTextLength, @DefaultValue("64") int maxArrayLength,
		@DefaultValue("1000") int maxPendingFutures, @DefaultValue("false") boolean metrics) {
}
