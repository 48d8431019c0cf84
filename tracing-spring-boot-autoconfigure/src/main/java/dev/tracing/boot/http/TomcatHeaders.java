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
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.RequestFacade;
import org.apache.tomcat.util.buf.Ascii;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Looks at Tomcat's headers where they lie, so that no string is made of most of what
 * nobody can read, and of the rest with less than Tomcat's own three bytes a character. A
 * request that somebody has wrapped is read as any other. The lengths of the first names
 * are noted once, or whoever sends many headers would make each name cost more that is
 * looked for. It is of use only while its request is.
 */
final class TomcatHeaders extends PeekingGetter<HttpServletRequest> {

	static final String FIELD = "request";

	// As many headers as Tomcat takes by default. Further ones are not read.
	private static final int MAX_LINES = 100;

	private static final int MAX_LENGTHS = 16;

	private static final long ONE_EACH = 0x1111_1111_1111_1111L;

	private static final @Nullable VarHandle REQUEST = request();

	private final MimeHeaders headers;

	// Of each of the first names the lower four bits of its length.
	private long lengths;

	private TomcatHeaders(MimeHeaders headers) {
		this.headers = headers;
		int size = Math.min(headers.size(), MAX_LENGTHS);
		for (int i = 0; i < size; i++) {
			this.lengths |= (headers.getName(i).getLength() & 0xFL) << (i << 2);
		}
	}

	/**
	 * Returns what reads the headers of a request.
	 * @param request the only request that it reads
	 * @return a reader that looks at them first, if it may; the one of all servers
	 * otherwise
	 */
	static TextMapGetter<HttpServletRequest> of(HttpServletRequest request) {
		if (REQUEST == null || !(request instanceof RequestFacade facade)) {
			return ServletHeaders.INSTANCE;
		}
		Request own = (Request) REQUEST.get(facade);
		return (own != null) ? new TomcatHeaders(own.getCoyoteRequest().getMimeHeaders()) : ServletHeaders.INSTANCE;
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
		int first = find(key, 0);
		if (first < 0) {
			return null;
		}
		return (find(key, first + 1) < 0) ? text(this.headers.getValue(first)) : lines(key, first);
	}

	private CharSequence lines(String key, int first) {
		List<CharSequence> lines = new ArrayList<>(2);
		for (int i = first; i >= 0 && lines.size() < MAX_LINES; i = find(key, i + 1)) {
			lines.add(text(this.headers.getValue(i)));
		}
		return new HeaderLines(lines);
	}

	private int find(String key, int start) {
		int size = this.headers.size();
		for (int i = next(key.length(), start); i < size; i = next(key.length(), i + 1)) {
			if (isSame(this.headers.getName(i), key)) {
				return i;
			}
		}
		return -1;
	}

	// The next place whose name may have this length; behind the first ones all may.
	private int next(int length, int start) {
		if (start >= MAX_LENGTHS) {
			return start;
		}
		long differences = (this.lengths ^ (length & 0xF) * ONE_EACH) >>> (start << 2);
		// Four bits become negative if they were zero. So may those above, which are not
		// asked for.
		long same = (differences - ONE_EACH) & ~differences & ONE_EACH << 3;
		return start + (Long.numberOfTrailingZeros(same) >>> 2);
	}

	private static boolean isSame(MessageBytes name, String key) {
		int length = key.length();
		if (name.getLength() != length) {
			return false;
		}
		if (name.getType() != MessageBytes.T_BYTES) {
			return name.equalsIgnoreCase(key);
		}
		// Tomcat's own looks up both of two characters that are the same, too.
		ByteChunk bytes = name.getByteChunk();
		byte[] buffer = bytes.getBytes();
		int start = bytes.getStart();
		for (int i = 0; i < length; i++) {
			char wanted = key.charAt(i);
			if (buffer[start + i] != wanted && Ascii.toLower(buffer[start + i]) != Ascii.toLower(wanted)) {
				return false;
			}
		}
		return true;
	}

	private static CharSequence text(MessageBytes value) {
		if (value.getType() != MessageBytes.T_BYTES) {
			return value.toString();
		}
		ByteChunk bytes = value.getByteChunk();
		return new HeaderBytes(bytes.getBytes(), bytes.getStart(), bytes.getLength());
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
