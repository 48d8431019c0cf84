/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of business facts that accompany a request.
 *
 * @param enabled Whether the fields are read and shown.
 * @param maxValueLength Most characters of a value; a longer one is left out.
 * @param maxValues Most distinct values of a field that spans and log lines show; further
 * ones are shown as "(other)". They travel as they are.
 * @param maxValuesInterval Time after which a value that is not seen any more makes room
 * for another one.
 * @param fields Fields by their names in the baggage.
 */
@ConfigurationProperties("tracing.baggage")
public record BaggageProperties(@DefaultValue("true") boolean enabled, @DefaultValue("128") int maxValueLength,
		@DefaultValue("10000") int maxValues, @DefaultValue("1h") Duration maxValuesInterval,
		@DefaultValue Map<String, Field> fields) {

	public BaggageProperties {
		fields = Map.copyOf(fields);
	}

	/**
	 * A business fact.
	 *
	 * @param fromHeader Header of a request that has the value, where the baggage has
	 * none.
	 * @param fromClaim Claim of the authenticated user's token, or attribute of the user,
	 * that has the value; wins over the caller's word.
	 * @param fromPrincipal Whether the value is the name of the authenticated user.
	 * @param attribute Attribute of every span that shows the value, such as
	 * business.tenant_id.
	 * @param mdcKey Key in the MDC under which log lines show the value.
	 * @param travels Whether the value is sent on to other services.
	 */
	public record Field(@Nullable String fromHeader, @Nullable String fromClaim,
			@DefaultValue("false") boolean fromPrincipal, @Nullable String attribute, @Nullable String mdcKey,
			@DefaultValue("true") boolean travels) {

	}

}
