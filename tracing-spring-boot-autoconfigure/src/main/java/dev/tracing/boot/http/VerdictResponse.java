/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.io.IOException;
import java.io.PrintWriter;

import io.opentelemetry.context.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * A response that tells the caller, before it is committed, if the trace is exported all
 * the same.
 */
final class VerdictResponse extends HttpServletResponseWrapper {

	private final CallerHeaders callerHeaders;

	private final Context context;

	VerdictResponse(HttpServletResponse response, CallerHeaders callerHeaders, Context context) {
		super(response);
		this.callerHeaders = callerHeaders;
		this.context = context;
	}

	/**
	 * Tells the caller what is known by now, if he can still be told.
	 */
	void tell() {
		if (!isCommitted()) {
			this.callerHeaders.tellVerdict(this.context, getStatus(), getContentType(),
					new ServletResponseHeaders(this));
		}
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		tell();
		return super.getOutputStream();
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		tell();
		return super.getWriter();
	}

	@Override
	public void flushBuffer() throws IOException {
		tell();
		super.flushBuffer();
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		tell();
		super.sendRedirect(location);
	}

	@Override
	public void sendError(int status) throws IOException {
		setStatus(status);
		tell();
		super.sendError(status);
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		setStatus(status);
		tell();
		super.sendError(status, message);
	}

}
