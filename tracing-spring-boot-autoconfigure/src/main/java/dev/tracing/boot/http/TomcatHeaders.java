/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

import dev.tracing.boot.operation.PeekingGetter;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.RequestFacade;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Looks at Tomcat's headers where they lie, so that no string is made of most of what
 * nobody can read, and of the rest with less than Tomcat's own three bytes a character. A
 * request that somebody has wrapped is read as any other.
 */
final class TomcatHeaders extends PeekingGetter<ServletRequestView> {

	static final String FIELD = "request";

	// As many headers as Tomcat takes by default. Further ones are not read.
	private static final int MAX_LINES = 100;

	private static final @Nullable VarHandle REQUEST = request();

	/**
	 * Whether Tomcat's headers can be looked at.
	 * @return whether Tomcat lets anybody do so
	 */
	static boolean areOpen() {
		return REQUEST != null;
	}

	/**
	 * Notes where those headers lie that are looked for in every request.
	 * @param request the request
	 * @return the note for {@link ServletRequestView#places()}
	 */
	static int places(HttpServletRequest request) {
		MimeHeaders headers = headers(request);
		return (headers != null) ? HeaderPlaces.of(headers) : HeaderPlaces.UNKNOWN;
	}

	@Override
	public Iterable<String> keys(ServletRequestView view) {
		return ServletHeaders.INSTANCE.keys(view);
	}

	@Override
	public @Nullable String get(@Nullable ServletRequestView view, String key) {
		CharSequence value = peek(view, key);
		return (value != null) ? value.toString() : null;
	}

	@Override
	public @Nullable CharSequence peek(@Nullable ServletRequestView view, String key) {
		int index = (view != null) ? HeaderPlaces.indexOf(view.places(), key) : HeaderPlaces.NONE;
		if (view == null || index == HeaderPlaces.NONE) {
			return null;
		}
		MimeHeaders headers = headers(view.request());
		if (headers == null) {
			return ServletHeaders.get(view.request(), key);
		}
		return (index >= 0) ? text(headers.getValue(index)) : find(headers, key);
	}

	private static @Nullable CharSequence find(MimeHeaders headers, String key) {
		int first = find(headers, key, 0);
		if (first < 0) {
			return null;
		}
		int second = find(headers, key, first + 1);
		return (second < 0) ? text(headers.getValue(first)) : lines(headers, key, first);
	}

	private static CharSequence lines(MimeHeaders headers, String key, int first) {
		List<CharSequence> lines = new ArrayList<>(2);
		for (int i = first; i >= 0 && lines.size() < MAX_LINES; i = find(headers, key, i + 1)) {
			lines.add(text(headers.getValue(i)));
		}
		return new HeaderLines(lines);
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

	private static @Nullable MimeHeaders headers(HttpServletRequest request) {
		if (REQUEST == null || !(request instanceof RequestFacade facade)) {
			return null;
		}
		Request own = (Request) REQUEST.get(facade);
		return (own != null) ? own.getCoyoteRequest().getMimeHeaders() : null;
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
