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
 * it, baggage travels only if it is listed. Unset, W3C is written, W3C and both forms of
 * B3 are read, and baggage travels.
 * @param produce Formats that are written.
 * @param consume Formats that are read, the first one that is there wins.
 * @param baggage Baggage that travels with the trace.
 * @param limits How much of the headers is read.
 * @param ingress Whose traces go on here.
 * @param egress Which hosts are told of traces.
 */
@ConfigurationProperties("tracing.propagation")
public record PropagationProperties(@DefaultValue List<PropagationFormat> type,
		@DefaultValue List<PropagationFormat> produce, @DefaultValue List<PropagationFormat> consume,
		@DefaultValue Baggage baggage, @DefaultValue Limits limits, @DefaultValue Ingress ingress,
		@DefaultValue Egress egress) {

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
	 * @param baggageKeys Keys of baggage that are read, and so travel on; all if there
	 * are none.
	 */
	public record Limits(@DefaultValue("1024") int maxTracestateLength, @DefaultValue("32") int maxTracestateMembers,
			@DefaultValue("8192") int maxBaggageLength, @DefaultValue("64") int maxBaggageEntries,
			@DefaultValue("8192") int maxBaggageValueLength, @DefaultValue List<String> baggageKeys) {

		public Limits {
			baggageKeys = List.copyOf(baggageKeys);
		}

	}

	/**
	 * Whose traces go on here: of the requests that HTTP and gRPC servers get. A
	 * stranger's request begins a trace of its own, and what he sent, sampled flag, state
	 * and baggage, has no part in it.
	 *
	 * @param trust Who is trusted where no path says anything.
	 * @param networks Networks that are internal, in CIDR notation; unset, the loopback
	 * and private networks of IPv4 and IPv6. The caller's address is the one that Spring
	 * Boot's handling of forwarded headers finds.
	 * @param trustedPaths Path patterns on which every caller is trusted.
	 * @param untrustedPaths Path patterns on which no caller is trusted; they win over
	 * trusted ones.
	 * @param link Whether the span of a stranger's request has a link to his own.
	 */
	public record Ingress(@DefaultValue("all") Trust trust, @DefaultValue List<String> networks,
			@DefaultValue List<String> trustedPaths, @DefaultValue List<String> untrustedPaths,
			@DefaultValue("true") boolean link) {
	}

	/**
	 * Which hosts are told of traces by HTTP and gRPC clients. A call to any other has
	 * its span, and no header.
	 *
	 * @param include Hosts that are told the trace, by name or as *.example.com; every
	 * host if there are none.
	 * @param exclude Hosts that are not told the trace; they win over included ones.
	 * @param baggage Which of the hosts that are told the trace get baggage.
	 */
	public record Egress(@DefaultValue List<String> include, @DefaultValue List<String> exclude,
			@DefaultValue EgressBaggage baggage) {
	}

	/**
	 * Which of the hosts that are told the trace get baggage.
	 *
	 * @param include Hosts that get baggage, by name or as *.example.com; every host if
	 * there are none.
	 * @param exclude Hosts that get no baggage; they win over included ones.
	 */
	public record EgressBaggage(@DefaultValue List<String> include, @DefaultValue List<String> exclude) {
	}

	/**
	 * Who is trusted.
	 */
	public enum Trust {

		/**
		 * Every caller.
		 */
		ALL,

		/**
		 * Callers in internal networks.
		 */
		INTERNAL,

		/**
		 * Nobody.
		 */
		NONE

	}

}
