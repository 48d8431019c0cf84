/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;

import dev.tracing.boot.operation.Operation;
import dev.tracing.boot.operation.Operations;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Puts a span around every poll that brings records or fails. A poll that brings nothing,
 * or that somebody wakes up, has none: an idle consumer would make one after the other. A
 * proxy, because the interface has some sixty methods and one that matters here.
 */
final class PollingConsumer implements InvocationHandler {

	private final Consumer<?, ?> delegate;

	private final Operations operations;

	private final PollSemantics semantics;

	private final InstantSource clock;

	private final @Nullable String clientId;

	private final @Nullable String group;

	private SpanContext lastPoll = SpanContext.getInvalid();

	private PollingConsumer(Consumer<?, ?> delegate, Operations operations, PollSemantics semantics,
			InstantSource clock) {
		this.delegate = delegate;
		this.operations = operations;
		this.semantics = semantics;
		this.clock = clock;
		this.clientId = ClientId.of(delegate.metrics());
		this.group = groupOf(delegate);
	}

	@SuppressWarnings("unchecked") // it delegates to a consumer of the same types
	static <K, V> Consumer<K, V> around(Consumer<K, V> consumer, Operations operations, PollSemantics semantics,
			InstantSource clock) {
		return (Consumer<K, V>) Proxy.newProxyInstance(PollingConsumer.class.getClassLoader(),
				new Class<?>[] { Consumer.class, PollSpan.class },
				new PollingConsumer(consumer, operations, semantics, clock));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
		return switch (method.getName()) {
			case "lastPoll" -> this.lastPoll;
			case "poll" -> poll(method, args);
			case "equals" -> args != null && proxy == args[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> call(method, args);
		};
	}

	private @Nullable Object poll(Method method, Object @Nullable [] args) throws Throwable {
		this.lastPoll = SpanContext.getInvalid();
		Instant begun = this.clock.instant();
		Object result;
		try {
			result = call(method, args);
		}
		catch (WakeupException | InterruptException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			Operation operation = start(begun, ConsumerRecords.empty());
			operation.fail(ex);
			operation.end();
			throw ex;
		}
		if (result instanceof ConsumerRecords<?, ?> records && !records.isEmpty()) {
			Operation operation = start(begun, records);
			operation.end();
			this.lastPoll = operation.span().getSpanContext();
		}
		return result;
	}

	private Operation start(Instant begun, ConsumerRecords<?, ?> records) {
		return this.operations.start(Context.current(), this.semantics,
				new PollSemantics.Poll(begun, records, this.clientId, this.group));
	}

	private static @Nullable String groupOf(Consumer<?, ?> consumer) {
		try {
			ConsumerGroupMetadata metadata = consumer.groupMetadata();
			return (metadata != null) ? metadata.groupId() : null;
		}
		catch (RuntimeException ex) {
			// It has none.
			return null;
		}
	}

	private @Nullable Object call(Method method, Object @Nullable [] args) throws Throwable {
		try {
			return method.invoke(this.delegate, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
