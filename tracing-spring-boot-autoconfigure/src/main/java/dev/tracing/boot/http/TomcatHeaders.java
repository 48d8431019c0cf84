/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.TreeSet;

import dev.tracing.boot.operation.PeekingGetter;
import dev.tracing.boot.operation.TraceHeaders;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.RequestFacade;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Looks at Tomcat's headers where they lie: of what nobody can read no string is made,
 * and of the rest with less than Tomcat's own three bytes a character. A request that
 * somebody has wrapped is read as any other.
 */
final class TomcatHeaders extends PeekingGetter<HttpServletRequest> {

	static final String FIELD = "request";

	private static final Collection<String> IDS = ids();

	private static final @Nullable VarHandle REQUEST = request();

	/**
	 * Returns what reads the headers of Tomcat's requests.
	 * @return a reader that looks at them first, if it may; the one of all servers
	 * otherwise
	 */
	static TextMapGetter<HttpServletRequest> create() {
		return (REQUEST != null) ? new TomcatHeaders() : ServletHeaders.INSTANCE;
	}

	@Override
	public Iterable<String> keys(HttpServletRequest request) {
		return ServletHeaders.INSTANCE.keys(request);
	}

	@Override
	public @Nullable String get(@Nullable HttpServletRequest request, String key) {
		CharSequence value = peek(request, key);
		return (value != null) ? value.toString() : null;
	}

	@Override
	public @Nullable CharSequence peek(@Nullable HttpServletRequest request, String key) {
		MimeHeaders headers = headers(request);
		if (headers == null) {
			return ServletHeaders.INSTANCE.get(request, key);
		}
		int first = find(headers, key, 0);
		if (first < 0) {
			return null;
		}
		if (find(headers, key, first + 1) < 0) {
			return text(headers.getValue(first));
		}
		// Nobody knows which of two ids is meant.
		return IDS.contains(key) ? null : ServletHeaders.INSTANCE.get(request, key);
	}

	// Tomcat's own compares names that cannot be the same.
	private static int find(MimeHeaders headers, String key, int start) {
		int size = headers.size();
		for (int i = start; i < size; i++) {
			MessageBytes name = headers.getName(i);
			if (name.getLength() == key.length() && name.equalsIgnoreCase(key)) {
				return i;
			}
		}
		return -1;
	}

	private static CharSequence text(MessageBytes value) {
		if (value.getType() != MessageBytes.T_BYTES) {
			return value.toString();
		}
		ByteChunk bytes = value.getByteChunk();
		return new HeaderBytes(bytes.getBytes(), bytes.getStart(), bytes.getLength());
	}

	private static @Nullable MimeHeaders headers(@Nullable HttpServletRequest request) {
		if (REQUEST == null || !(request instanceof RequestFacade facade)) {
			return null;
		}
		Request own = (Request) REQUEST.get(facade);
		return (own != null) ? own.getCoyoteRequest().getMimeHeaders() : null;
	}

	private static Collection<String> ids() {
		TreeSet<String> ids = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		ids.addAll(TraceHeaders.ALL);
		ids.remove("tracestate");
		return ids;
	}

	private static @Nullable VarHandle request() {
		try {
			return MethodHandles.privateLookupIn(RequestFacade.class, MethodHandles.lookup())
				.findVarHandle(RequestFacade.class, FIELD, Request.class);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			// Another Tomcat, or one whose inside is closed.
			return null;
		}
	}

}
