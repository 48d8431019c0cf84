/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers that decide on sampling, from whatever has headers, before the span
 * starts. They go no further: neither to the next service nor into the span.
 */
final class SamplingHeaders implements TextMapPropagator {

	private final String[] names;

	private final String forceHeader;

	private final byte @Nullable [] secret;

	/**
	 * Creates a reader of headers.
	 * @param names headers that rules look at
	 * @param forceHeader header that carries the secret
	 * @param secret what forces a trace; null if nothing does
	 */
	SamplingHeaders(Collection<String> names, String forceHeader, @Nullable String secret) {
		this.names = names.toArray(String[]::new);
		this.forceHeader = forceHeader;
		this.secret = (secret != null) ? secret.getBytes(StandardCharsets.UTF_8) : null;
	}

	static SamplingHeaders of(SamplingProperties properties) {
		return new SamplingHeaders(names(properties), properties.force().header(), properties.force().secret());
	}

	static List<String> names(SamplingProperties properties) {
		return properties.rules()
			.stream()
			.flatMap((rule) -> rule.headers().stream())
			.map((header) -> String.valueOf(header.name()))
			.distinct()
			.toList();
	}

	// What passes all headers on, as gateways do, takes these off.
	@Override
	public Collection<String> fields() {
		return (this.secret != null) ? List.of(this.forceHeader) : List.of();
	}

	@Override
	public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
		// The sampled flag says it all.
	}

	@Override
	public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
		ReceivedHeaders headers = null;
		for (String name : this.names) {
			String value = getter.get(carrier, name);
			if (value != null) {
				headers = ((headers != null) ? headers : new ReceivedHeaders()).with(name, value);
			}
		}
		Context result = (headers != null) ? headers.in(context) : context;
		return isForced(carrier, getter) ? Forced.mark(result) : result;
	}

	private <C> boolean isForced(@Nullable C carrier, TextMapGetter<C> getter) {
		String value = (this.secret != null) ? getter.get(carrier, this.forceHeader) : null;
		// It takes the same time wherever the first difference is.
		return value != null && MessageDigest.isEqual(this.secret, value.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String toString() {
		return "SamplingHeaders";
	}

}
