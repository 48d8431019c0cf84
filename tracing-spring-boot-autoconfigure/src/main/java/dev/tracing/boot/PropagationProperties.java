/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of what travels in the headers. Spring Boot's own keys and the OTEL_*
 * variables win over them.
 *
 * @param type Formats that are both written and read; wins over produce and consume. With
 * it, baggage travels only if it is listed. Unset, W3C is written, every format is read,
 * and baggage travels.
 * @param produce Formats that are written.
 * @param consume Formats that are read, the first one that is there wins.
 * @param baggage Baggage that travels with the trace.
 * @param limits How much of the headers is read.
 */
@ConfigurationProperties("tracing.propagation")
public record PropagationProperties(@DefaultValue List<PropagationFormat> type,
		@DefaultValue List<PropagationFormat> produce, @DefaultValue List<PropagationFormat> consume,
		@DefaultValue Baggage baggage, @DefaultValue Limits limits) {

	/**
	 * Baggage that travels with the trace.
	 *
	 * @param remoteFields Fields that travel as headers of their own.
	 * @param tagFields Fields that become attributes of the spans.
	 * @param correlationFields Fields that reach the log.
	 */
	public record Baggage(@DefaultValue List<String> remoteFields, @DefaultValue List<String> tagFields,
			@DefaultValue List<String> correlationFields) {
	}

	/**
	 * How much of the headers is read.
	 *
	 * @param maxTracestateLength Most characters of tracestate; of a longer one, whole
	 * members are dropped, first those above 128 characters, then the last ones.
	 * @param maxTracestateMembers Most members of tracestate, at most 32; one with more
	 * is dropped.
	 * @param maxBaggageLength Most characters of baggage; further entries are dropped,
	 * and all of them if it is more than twice as long.
	 * @param maxBaggageEntries Most entries of baggage; further ones are dropped.
	 * @param maxBaggageValueLength Most characters of one value of baggage, as it is
	 * encoded in the header; an entry with a longer one is dropped.
	 */
	public record Limits(@DefaultValue("1024") int maxTracestateLength, @DefaultValue("32") int maxTracestateMembers,
			@DefaultValue("8192") int maxBaggageLength, @DefaultValue("64") int maxBaggageEntries,
			@DefaultValue("8192") int maxBaggageValueLength) {
	}

}
