/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;

/**
 * An application with a listener of single records, and the spans that it was called in.
 */
@Configuration(proxyBeanMethods = false)
final class ListeningApplication {

	static final BlockingQueue<SpanContext> SEEN = new LinkedBlockingQueue<>();

	@KafkaListener(topics = "${topic}")
	void listen(Object payload) {
		SEEN.add(Span.current().getSpanContext());
	}

}
