/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;
import java.util.function.Supplier;

import dev.tracing.boot.observation.AdoptingObservationHandler;
import dev.tracing.boot.observation.ObservedContext;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestInitializer;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Puts tracing into RestClients and RestTemplates, into each of them once.
 */
final class RestClientTracing {

	private final TracingClientInterceptor interceptor;

	RestClientTracing(Supplier<@Nullable HttpClientTracing> tracing) {
		this.interceptor = new TracingClientInterceptor(tracing);
	}

	/**
	 * Makes the handler of a client's Observation. That starts before the spans of the
	 * attempts: it begins with their parent and ends with the last of them.
	 * @param contexts where the tracer is found
	 * @return the handler
	 */
	static AdoptingObservationHandler observationHandler(ObservedContext contexts) {
		return new AdoptingObservationHandler(contexts::tracer, (context) -> exchangeOf(context) != null,
				(context) -> parent(context, contexts));
	}

	private static @Nullable Span parent(Observation.Context context, ObservedContext contexts) {
		HttpClientExchange exchange = exchangeOf(context);
		if (exchange != null) {
			exchange.observed(context, Context.current());
		}
		return contexts.tracer().currentSpan();
	}

	void customize(RestClient.Builder builder) {
		builder.requestInterceptors(this::addTo);
		builder.requestInitializers((initializers) -> {
			if (isMissing(initializers, Mark.class)) {
				initializers.add(0, new Mark(null));
			}
		});
	}

	void customize(RestTemplate template) {
		addTo(template.getInterceptors());
		List<ClientHttpRequestInitializer> initializers = template.getClientHttpRequestInitializers();
		if (isMissing(initializers, Mark.class)) {
			initializers.add(0, new Mark(template));
		}
	}

	/**
	 * Returns the client with tracing.
	 * @param client a client
	 * @return the same one if it is traced already
	 */
	RestClient traced(RestClient client) {
		RestClient.Builder builder = client.mutate();
		boolean[] missing = new boolean[1];
		// A mock has no builder.
		if (builder == null) {
			return client;
		}
		builder.requestInterceptors(
				(interceptors) -> missing[0] = isMissing(interceptors, TracingClientInterceptor.class));
		if (!missing[0]) {
			return client;
		}
		customize(builder);
		return builder.build();
	}

	/**
	 * Finds the exchange of an Observation.
	 * @param context the Observation's context
	 * @return the exchange; null if the client is not traced by us
	 */
	static @Nullable HttpClientExchange exchangeOf(Observation.Context context) {
		if (!(context instanceof ClientRequestObservationContext client)) {
			return null;
		}
		ClientHttpRequest request = client.getCarrier();
		return (request != null) ? (HttpClientExchange) request.getAttributes().get(HttpClientExchange.ATTRIBUTE)
				: null;
	}

	private void addTo(List<ClientHttpRequestInterceptor> interceptors) {
		if (isMissing(interceptors, TracingClientInterceptor.class)) {
			interceptors.add(0, this.interceptor);
		}
	}

	private static boolean isMissing(List<?> list, Class<?> type) {
		for (Object element : list) {
			if (type.isInstance(element)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Marks a request as traced by us, before its Observation starts.
	 *
	 * @param template whose interceptors may have been replaced since; null for a
	 * RestClient, which never changes
	 */
	private record Mark(@Nullable RestTemplate template) implements ClientHttpRequestInitializer {

		@Override
		public void initialize(ClientHttpRequest request) {
			if (this.template == null || !isMissing(this.template.getInterceptors(), TracingClientInterceptor.class)) {
				request.getAttributes().put(HttpClientExchange.ATTRIBUTE, new HttpClientExchange());
			}
		}

	}

}
