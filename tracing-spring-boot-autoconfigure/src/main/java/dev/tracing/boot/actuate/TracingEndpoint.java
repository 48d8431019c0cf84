/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.tracing.boot.EndpointOperation;
import dev.tracing.boot.EndpointPart;
import dev.tracing.boot.EndpointRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Endpoint that shows the {@link EndpointPart parts} of tracing and runs its
 * {@link EndpointOperation operations}. The latter need
 * {@code management.endpoint.tracing.access=unrestricted}; unless that is set, the
 * endpoint can only be read.
 */
@Endpoint(id = "tracing", defaultAccess = Access.READ_ONLY)
public final class TracingEndpoint {

	private static final EndpointRequest NO_ARGUMENTS = new EndpointRequest(EndpointRequest.ANONYMOUS, Map.of());

	private final List<EndpointPart> parts;

	private final List<EndpointOperation> operations;

	/**
	 * Creates an endpoint.
	 * @param parts what it shows
	 * @param operations what it does
	 */
	public TracingEndpoint(List<EndpointPart> parts, List<EndpointOperation> operations) {
		this.parts = List.copyOf(parts);
		this.operations = List.copyOf(operations);
	}

	/**
	 * Shows all parts.
	 * @return what each part has to say, by its name
	 */
	@ReadOperation
	public Map<String, Object> read() {
		Map<String, Object> all = new LinkedHashMap<>();
		for (EndpointPart part : this.parts) {
			Object shown = part.read(NO_ARGUMENTS);
			if (shown != null) {
				all.put(part.name(), shown);
			}
		}
		return OperationResponseBody.of(all);
	}

	/**
	 * Shows one part, or answers a question to it.
	 * @param part name of the part
	 * @param method method of an HTTP request
	 * @param path its path
	 * @param headers its headers, each as {@code name=value}
	 * @param spanName name of a span
	 * @param kind its kind
	 * @param topic topic or queue of a message
	 * @param grpcMethod method of a call, as {@code package.Service/Method}
	 * @param attributes attributes with which a span starts, each as {@code name=value}
	 * @return what the part has to say; null if there is no such part
	 */
	@ReadOperation
	public @Nullable Object ask(@Selector String part, @Nullable String method, @Nullable String path,
			@Nullable List<String> headers, @Nullable String spanName, @Nullable String kind, @Nullable String topic,
			@Nullable String grpcMethod, @Nullable List<String> attributes) {
		EndpointRequest request = new Arguments().text("method", method)
			.text("path", path)
			.list("headers", headers)
			.text("spanName", spanName)
			.text("kind", kind)
			.text("topic", topic)
			.text("grpcMethod", grpcMethod)
			.list("attributes", attributes)
			.by(null);
		for (EndpointPart each : this.parts) {
			if (each.name().equals(part)) {
				return read(each, request);
			}
		}
		return null;
	}

	/**
	 * Runs an operation.
	 * @param operation name of the operation
	 * @param security who wants it
	 * @param ttl time after which what it does is taken back
	 * @param name name of what it is about
	 * @param enabled whether that is to be on
	 * @param ratio part of the traces that is kept
	 * @param maxPerSecond most traces per second
	 * @param drop whether none is kept
	 * @param method methods of HTTP requests
	 * @param path pattern of paths
	 * @param headers headers, each as {@code name} or {@code name=value}
	 * @param spanName pattern of span names
	 * @param kind kind of the span
	 * @param topic pattern of topics
	 * @param grpcMethod pattern of methods that are called by gRPC
	 * @param attributes attributes, each as {@code name} or {@code name=value}
	 * @return what was done, or why it was not
	 */
	@WriteOperation
	public Object run(@Selector String operation, SecurityContext security, @Nullable String ttl, @Nullable String name,
			@Nullable String enabled, @Nullable String ratio, @Nullable String maxPerSecond, @Nullable String drop,
			@Nullable List<String> method, @Nullable String path, @Nullable List<String> headers,
			@Nullable String spanName, @Nullable String kind, @Nullable String topic, @Nullable String grpcMethod,
			@Nullable List<String> attributes) {
		EndpointRequest request = new Arguments().text("ttl", ttl)
			.text("name", name)
			.text("enabled", enabled)
			.text("ratio", ratio)
			.text("maxPerSecond", maxPerSecond)
			.text("drop", drop)
			.list("method", method)
			.text("path", path)
			.list("headers", headers)
			.text("spanName", spanName)
			.text("kind", kind)
			.text("topic", topic)
			.text("grpcMethod", grpcMethod)
			.list("attributes", attributes)
			.by(security);
		EndpointOperation found = find(operation);
		return (found != null) ? answer(() -> found.run(request)) : Answers.unknown(operation, this.operations);
	}

	/**
	 * Takes back what the operations did.
	 * @param security who wants it
	 * @return how much was taken back
	 */
	@DeleteOperation
	public Map<String, Object> revertAll(SecurityContext security) {
		EndpointRequest request = new Arguments().by(security);
		return OperationResponseBody
			.of(reverted(this.operations.stream().mapToInt((operation) -> operation.revert(request)).sum()));
	}

	/**
	 * Takes back what one operation did.
	 * @param operation name of the operation
	 * @param security who wants it
	 * @param name name of what it was about; null for everything
	 * @return how much was taken back, or why it was not
	 */
	@DeleteOperation
	public Object revert(@Selector String operation, SecurityContext security, @Nullable String name) {
		EndpointRequest request = new Arguments().text("name", name).by(security);
		EndpointOperation found = find(operation);
		return (found != null) ? answer(() -> reverted(found.revert(request)))
				: Answers.unknown(operation, this.operations);
	}

	private @Nullable EndpointOperation find(String name) {
		for (EndpointOperation operation : this.operations) {
			if (operation.name().equals(name)) {
				return operation;
			}
		}
		return null;
	}

	private static Map<String, Object> reverted(int count) {
		return Map.of("reverted", count);
	}

	private static @Nullable Object read(EndpointPart part, EndpointRequest request) {
		try {
			Object shown = part.read(request);
			return (shown != null) ? Answers.isolated(shown) : null;
		}
		catch (IllegalArgumentException ex) {
			return Answers.refused(ex);
		}
	}

	private static Object answer(Supplier<Object> answer) {
		try {
			return Answers.isolated(answer.get());
		}
		catch (IllegalArgumentException ex) {
			return Answers.refused(ex);
		}
	}

}
