/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.ServletConnection;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Adapter;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.OutputBuffer;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * A keep-alive connection to Tomcat without a socket. What stands behind the connector is
 * all there: mapping, valves, filters, servlet, error pages.
 */
final class InProcessConnection extends AbstractProcessor implements InputBuffer, OutputBuffer {

	private static final Log logger = LogFactory.getLog(InProcessConnection.class);

	private static final byte[] METHOD = bytes("GET");

	private static final byte[] HOST = bytes("localhost");

	private long written;

	InProcessConnection(Adapter adapter) {
		super(adapter);
		this.request.setInputBuffer(this);
		this.response.setOutputBuffer(this);
	}

	/**
	 * Sends a request and takes its response.
	 * @param path the path
	 * @param headers the headers, as they would come from the network
	 * @return the status
	 * @throws Exception if the server fails
	 */
	int get(byte[] path, List<Header> headers) throws Exception {
		this.request.setMethod(METHOD, 0, METHOD.length);
		this.request.requestURI().setBytes(path, 0, path.length);
		this.request.decodedURI().setBytes(path, 0, path.length);
		this.request.protocol().setString("HTTP/1.1");
		this.request.serverName().setBytes(HOST, 0, HOST.length);
		this.request.setServerPort(8080);
		this.request.remoteAddr().setString("127.0.0.1");
		this.request.setRemotePort(54321);
		this.request.setLocalPort(8080);
		for (Header header : headers) {
			this.request.getMimeHeaders()
				.addValue(header.name(), 0, header.name().length)
				.setBytes(header.value(), 0, header.value().length);
		}
		this.adapter.service(this.request, this.response);
		int status = this.response.getStatus();
		this.request.recycle();
		this.response.recycle();
		return status;
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	@Override
	public int doRead(ApplicationBufferHandler handler) {
		return -1;
	}

	@Override
	public int available() {
		return 0;
	}

	@Override
	public int doWrite(ByteBuffer chunk) {
		int length = chunk.remaining();
		chunk.position(chunk.limit());
		this.written += length;
		return length;
	}

	@Override
	public long getBytesWritten() {
		return this.written;
	}

	@Override
	protected void prepareResponse() {
		// Nobody reads the status line.
	}

	@Override
	protected void finishResponse() {
		// Nobody waits for the end.
	}

	@Override
	protected void ack(ContinueResponseTiming timing) {
		// Nobody waits to go on.
	}

	@Override
	protected void earlyHints() {
		// Nobody wants hints.
	}

	@Override
	protected void flush() {
		// There is no network.
	}

	@Override
	protected int available(boolean doRead) {
		return 0;
	}

	@Override
	protected void setRequestBody(ByteChunk body) {
		throw new UnsupportedOperationException("A request has no body");
	}

	@Override
	protected void setSwallowResponse() {
		// Everything is swallowed.
	}

	@Override
	protected void disableSwallowRequest() {
		// There is no body to swallow.
	}

	@Override
	protected boolean isRequestBodyFullyRead() {
		return true;
	}

	@Override
	protected void registerReadInterest() {
		// There is nothing to read.
	}

	@Override
	protected boolean isReadyForWrite() {
		return true;
	}

	@Override
	protected boolean isTrailerFieldsReady() {
		return true;
	}

	@Override
	protected @Nullable ServletConnection getServletConnection() {
		return null;
	}

	@Override
	protected boolean flushBufferedWrite() {
		return false;
	}

	@Override
	protected SocketState dispatchEndRequest() {
		return SocketState.OPEN;
	}

	@Override
	protected SocketState service(SocketWrapperBase<?> socketWrapper) throws IOException {
		throw new UnsupportedOperationException("There is no socket");
	}

	@Override
	protected Log getLog() {
		return logger;
	}

	@Override
	public void pause() {
		// There is nobody to pause for.
	}

}
