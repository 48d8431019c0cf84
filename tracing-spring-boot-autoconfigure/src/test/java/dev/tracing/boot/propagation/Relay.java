/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.sun.net.httpserver.Headers;
import dev.tracing.boot.Excluded;
import dev.tracing.boot.RecordedSpans;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application on a real server that calls another one as often as it is asked to. What
 * comes in is written byte for byte, what goes out is read as it arrived.
 */
final class Relay implements AutoCloseable {

	private static final List<String> NEVER = List.of(".kafka.", ".security.", ".jetty.", ".actuate.");

	private final ReceivedCalls calls = new ReceivedCalls();

	private final ConfigurableApplicationContext context;

	private Relay(WebApplicationType type, Class<?> application, String server, String... properties) {
		String excluded = Excluded.matching((name) -> !name.contains(server)
				&& (NEVER.stream().anyMatch(name::contains) || name.endsWith("WebServerAutoConfiguration")));
		this.context = new SpringApplicationBuilder(application, Recorder.class).web(type)
			.properties(excluded, "server.port=0", "called.url=" + this.calls.url(), "tracing.sampling.ratio=1.0",
					"tracing.sampling.consistent=false", "spring.main.banner-mode=off", "server.shutdown=immediate",
					"spring.reactor.netty.shutdown-quiet-period=100ms", "server.max-http-request-header-size=1MB")
			.properties(properties)
			.run();
	}

	static Relay onTomcat(String... properties) {
		return new Relay(WebApplicationType.SERVLET, RelayApplications.Servlet.class, "TomcatServlet", properties);
	}

	static Relay onJetty(String... properties) {
		return new Relay(WebApplicationType.SERVLET, RelayApplications.Servlet.class, "JettyServlet", properties);
	}

	static Relay onNetty(String... properties) {
		return new Relay(WebApplicationType.REACTIVE, RelayApplications.Reactive.class, "NettyReactive", properties);
	}

	RecordedSpans spans() {
		return this.context.getBean(RecordedSpans.class);
	}

	/**
	 * Sends a request that leads to one call.
	 * @param headers lines of the header
	 * @return the headers of the call
	 */
	Headers send(String... headers) {
		return get("/relay/1", headers).get(0);
	}

	/**
	 * Sends a request.
	 * @param path how many calls it leads to
	 * @param headers lines of the header
	 * @return the headers of the calls
	 */
	List<Headers> get(String path, String... headers) {
		StringBuilder request = new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
		for (String header : headers) {
			request.append(header).append("\r\n");
		}
		request.append("Connection: close\r\n\r\n");
		int port = this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
			String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			assertThat(response).startsWith("HTTP/1.1 200");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this.calls.take();
	}

	@Override
	public void close() {
		spans().clear();
		this.context.close();
		this.calls.close();
	}

	@Configuration(proxyBeanMethods = false)
	static class Recorder {

		@Bean
		RecordedSpans recordedSpans() {
			return new RecordedSpans();
		}

	}

}
