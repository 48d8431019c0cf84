/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.Headers;
import dev.tracing.boot.RecordedSpans;
import feign.Client;
import feign.Feign;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

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
		List<String> excluded = new ArrayList<>();
		for (String name : ImportCandidates.load(AutoConfiguration.class, null)) {
			if (NEVER.stream().anyMatch(name::contains)
					|| (name.endsWith("WebServerAutoConfiguration") && !name.contains(server))) {
				excluded.add(name);
			}
		}
		this.context = new SpringApplicationBuilder(application, Recorder.class).web(type)
			.properties("spring.autoconfigure.exclude=" + String.join(",", excluded), "server.port=0",
					"called.url=" + this.calls.url(), "tracing.sampling.ratio=1.0", "tracing.sampling.consistent=false",
					"spring.main.banner-mode=off", "server.shutdown=immediate",
					"spring.reactor.netty.shutdown-quiet-period=0s", "server.max-http-request-header-size=1MB")
			.properties(properties)
			.run();
	}

	static Relay onTomcat(String... properties) {
		return new Relay(WebApplicationType.SERVLET, Servlet.class, "TomcatServlet", properties);
	}

	static Relay onNetty(String... properties) {
		return new Relay(WebApplicationType.REACTIVE, Reactive.class, "NettyReactive", properties);
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

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Servlet.Calls.class)
	static class Servlet {

		@Bean
		HttpClient jdkClient() {
			return HttpClient.newHttpClient();
		}

		@Bean
		Feign.Builder feign() {
			return Feign.builder();
		}

		@RestController
		static class Calls {

			private final RestClient client;

			private final RestTemplate template;

			private final RestClient clientOnJdk;

			private final HttpClient jdkClient;

			private final Called feign;

			private final Called feignOnJdk;

			private final WebClient webClientOnJdk;

			private final String url;

			Calls(RestClient.Builder client, RestTemplateBuilder template, HttpClient jdkClient, Feign.Builder feign,
					WebClient.Builder webClient, @Value("${called.url}") String url) {
				this.client = client.baseUrl(url).build();
				this.template = template.rootUri(url).build();
				this.clientOnJdk = client.clone().requestFactory(new JdkClientHttpRequestFactory(jdkClient)).build();
				this.jdkClient = jdkClient;
				this.feign = feign.target(Called.class, url);
				this.feignOnJdk = feign.client(new JdkFeignClient(jdkClient)).target(Called.class, url);
				this.webClientOnJdk = webClient.baseUrl(url)
					.clientConnector(new JdkClientHttpConnector(jdkClient))
					.build();
				this.url = url;
			}

			@GetMapping("/relay/{count}")
			String relay(@PathVariable int count) {
				for (int i = 0; i < count; i++) {
					this.client.get().uri("/called").retrieve().toBodilessEntity();
				}
				return "relayed";
			}

			@GetMapping("/template")
			String template() {
				this.template.getForObject("/called", String.class);
				return "relayed";
			}

			@GetMapping("/jdk")
			String jdk() throws Exception {
				this.jdkClient.send(HttpRequest.newBuilder(URI.create(this.url + "/called")).build(),
						HttpResponse.BodyHandlers.discarding());
				return "relayed";
			}

			@GetMapping("/jdk-with-id")
			String jdkWithId() throws Exception {
				this.jdkClient.send(
						HttpRequest.newBuilder(URI.create(this.url + "/called")).header("X-Request-Id", "7").build(),
						HttpResponse.BodyHandlers.discarding());
				return "relayed";
			}

			@GetMapping("/rest-client-on-jdk")
			String restClientOnJdk() {
				this.clientOnJdk.get().uri("/called").retrieve().toBodilessEntity();
				return "relayed";
			}

			@GetMapping("/web-client-on-jdk")
			String webClientOnJdk() {
				this.webClientOnJdk.get().uri("/called").retrieve().toBodilessEntity().block();
				return "relayed";
			}

			@GetMapping("/feign-on-jdk")
			String feignOnJdk() {
				this.feignOnJdk.call();
				return "relayed";
			}

			@GetMapping("/feign")
			String feign() {
				this.feign.call();
				return "relayed";
			}

		}

		/**
		 * Sends what Feign asks for by a client of the JDK.
		 */
		private record JdkFeignClient(HttpClient client) implements Client {

			@Override
			public Response execute(Request request, Request.Options options) throws IOException {
				HttpRequest.Builder sent = HttpRequest.newBuilder(URI.create(request.url()));
				request.headers().forEach((name, values) -> values.forEach((value) -> sent.header(name, value)));
				try {
					HttpResponse<Void> response = this.client.send(sent.build(),
							HttpResponse.BodyHandlers.discarding());
					return Response.builder().request(request).status(response.statusCode()).headers(Map.of()).build();
				}
				catch (InterruptedException ex) {
					throw new InterruptedIOException();
				}
			}

		}

		/**
		 * The other application, as Feign sees it.
		 */
		interface Called {

			@RequestLine("GET /called")
			void call();

		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Reactive.Calls.class)
	static class Reactive {

		@RestController
		static class Calls {

			private final WebClient client;

			Calls(WebClient.Builder client, @Value("${called.url}") String url) {
				this.client = client.baseUrl(url).build();
			}

			@GetMapping("/relay/{count}")
			Mono<String> relay(@PathVariable int count) {
				return Flux.range(0, count)
					.concatMap((i) -> this.client.get().uri("/called").retrieve().toBodilessEntity())
					.then(Mono.just("relayed"));
			}

		}

	}

}
