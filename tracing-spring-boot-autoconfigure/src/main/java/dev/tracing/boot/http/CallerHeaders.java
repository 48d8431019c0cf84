/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import dev.tracing.boot.operation.Lasting;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.RescueSignal;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Response headers that tell the caller which trace his request belongs to. They are set
 * before anybody else sees the response, so it cannot be committed yet.
 */
final class CallerHeaders {

	static final String TRACE_RESPONSE = "traceresponse";

	static final String SERVER_TIMING = "Server-Timing";

	private static final String PROPERTY = "tracing.http.server.response-header";

	private static final int FIRST_SERVER_ERROR = 500;

	private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

	private final String traceIdName;

	private final boolean traceResponse;

	private final boolean serverTiming;

	private final RescueSignal rescue;

	CallerHeaders(HttpProperties.Server properties) {
		this(properties, RescueSignal.NONE);
	}

	CallerHeaders(HttpProperties.Server properties, RescueSignal rescue) {
		this.rescue = rescue;
		this.traceIdName = checked(properties.responseHeader().trim());
		this.traceResponse = properties.traceResponse();
		this.serverTiming = properties.serverTiming();
	}

	/**
	 * Whether there is anything to tell, so that nothing is made ready for nothing.
	 * @return whether a header was asked for
	 */
	boolean areWanted() {
		return this.traceResponse || this.serverTiming || !this.traceIdName.isEmpty();
	}

	/**
	 * Sets the headers, unless the request is excluded and its trace not recorded.
	 * @param context the context of the request
	 * @param target where to set them
	 */
	void tell(Context context, Target target) {
		SpanContext span = Span.fromContext(context).getSpanContext();
		if (Operations.isExcluded(context) || !span.isValid()) {
			return;
		}
		if (!this.traceIdName.isEmpty()) {
			target.set(this.traceIdName, span.getTraceId());
		}
		if (!this.traceResponse && !this.serverTiming) {
			return;
		}
		String value = "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex();
		if (this.traceResponse) {
			target.set(TRACE_RESPONSE, value);
		}
		if (this.serverTiming) {
			target.add(SERVER_TIMING, "traceparent;desc=\"" + value + "\"");
		}
	}

	/**
	 * Whether callers are told that a trace is exported although they did not sample it.
	 * @return whether somebody has to look before responses are committed
	 */
	boolean tellVerdicts() {
		return this.rescue != RescueSignal.NONE;
	}

	/**
	 * Tells the caller if the trace is exported although he did not sample it.
	 * @param context the context of the request
	 * @param status status of the response; 0 if it has none yet
	 * @param contentType media type of its body, of which a stream is not slow; null if
	 * it has none yet
	 * @param target where to set the header
	 */
	void tellVerdict(Context context, int status, @Nullable String contentType, Target target) {
		SpanContext span = Span.fromContext(context).getSpanContext();
		if (span.isValid() && !span.isSampled() && !Operations.isExcluded(context)
				&& this.rescue.tells((Lasting.stream(contentType) != null) ? Lasting.mark(context) : context,
						status >= FIRST_SERVER_ERROR)) {
			target.add(ServerTiming.HEADER, ServerTiming.exported(span.getTraceId(), span.getSpanId()));
		}
	}

	private static String checked(String name) {
		for (int i = 0; i < name.length(); i++) {
			char c = name.charAt(i);
			if (c <= ' ' || c >= 127 || SEPARATORS.indexOf(c) >= 0) {
				throw new InvalidConfigurationPropertyValueException(PROPERTY, name,
						"It is not the name of an HTTP header. Write a name such as X-Trace-Id, or nothing for no header.");
			}
		}
		refuse(name, TRACE_RESPONSE, "tracing.http.server.trace-response");
		refuse(name, SERVER_TIMING, "tracing.http.server.server-timing");
		return name;
	}

	private static void refuse(String name, String header, String property) {
		if (name.equalsIgnoreCase(header)) {
			throw new InvalidConfigurationPropertyValueException(PROPERTY, name,
					"This header has a format of its own, and a bare trace id is none. Write " + property
							+ "=true instead.");
		}
	}

	/**
	 * The headers of a response.
	 */
	interface Target {

		/**
		 * Sets a header that has one value.
		 * @param name its name
		 * @param value its value
		 */
		void set(String name, String value);

		/**
		 * Adds to a header that is a list, unless it is there already.
		 * @param name its name
		 * @param value the value to add
		 */
		void add(String name, String value);

	}

}
