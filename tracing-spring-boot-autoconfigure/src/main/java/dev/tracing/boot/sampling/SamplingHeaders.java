/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the headers that decide on sampling, from whatever has headers, before the span
 * starts. They go no further: neither to the next service nor into the span.
 */
final class SamplingHeaders implements TextMapPropagator {

	private static final Logger logger = LoggerFactory.getLogger(SamplingHeaders.class);

	private final SamplingProperties.Force firstForce;

	private SamplingProperties.Force lastForce;

	private volatile String[] names;

	private volatile byte @Nullable [] secret;

	/**
	 * Creates a reader of headers.
	 * @param names headers that rules look at
	 * @param force who may have a request sampled
	 */
	SamplingHeaders(Collection<String> names, SamplingProperties.Force force) {
		this.names = names.toArray(String[]::new);
		this.firstForce = force;
		this.lastForce = force;
		this.secret = bytes(force.secret());
	}

	static SamplingHeaders of(SamplingProperties properties) {
		return new SamplingHeaders(names(properties), properties.force());
	}

	static Set<String> names(SamplingProperties properties) {
		return Stream.concat(properties.rules().stream(), properties.dryRun().rules().stream())
			.flatMap((rule) -> rule.headers().stream())
			.map((header) -> String.valueOf(header.name()))
			.collect(Collectors.toSet());
	}

	/**
	 * Reads what a plan asks for. Who passes all headers on has asked at the start for
	 * the one to take off: that one stays.
	 * @param plan the plan
	 */
	void follow(SamplingPlan plan) {
		this.names = plan.headers().toArray(String[]::new);
		SamplingProperties.Force force = plan.properties().force();
		if (force.equals(this.lastForce)) {
			return;
		}
		this.lastForce = force;
		if ((this.firstForce.secret() == null && force.secret() != null)
				|| !this.firstForce.header().equals(force.header())) {
			logger.warn("A first secret and another header take effect when the application is started again "
					+ "(tracing.sampling.force.secret, tracing.sampling.force.header)");
			return;
		}
		this.secret = bytes(force.secret());
	}

	private static byte @Nullable [] bytes(@Nullable String secret) {
		return (secret != null) ? secret.getBytes(StandardCharsets.UTF_8) : null;
	}

	// What passes all headers on, as gateways do, takes these off.
	@Override
	public Collection<String> fields() {
		return (this.firstForce.secret() != null) ? List.of(this.firstForce.header()) : List.of();
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
		byte[] secret = this.secret;
		String value = (secret != null) ? getter.get(carrier, this.firstForce.header()) : null;
		// It takes the same time wherever the first difference is.
		return value != null && MessageDigest.isEqual(secret, value.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String toString() {
		return "SamplingHeaders";
	}

}
