/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import feign.Client;
import feign.Feign;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
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

/**
 * The applications behind a {@link Relay}, with every client there is.
 */
final class RelayApplications {

	private RelayApplications() {
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
		HttpClient followingClient() {
			return HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
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

			private final HttpClient followingClient;

			private final Called feign;

			private final Called feignOnJdk;

			private final WebClient webClientOnJdk;

			private final String url;

			Calls(RestClient.Builder client, RestTemplateBuilder template, HttpClient jdkClient,
					HttpClient followingClient, Feign.Builder feign, WebClient.Builder webClient, @Value("${called.url}") String url) {
				this.client = client.baseUrl(url).build();
				this.template = template.rootUri(url).build();
				this.clientOnJdk = client.clone().requestFactory(new JdkClientHttpRequestFactory(jdkClient)).build();
				this.jdkClient = jdkClient;
				this.followingClient = followingClient;
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

			@GetMapping("/jdk-following")
			String jdkFollowing() throws Exception {
				this.followingClient.send(HttpRequest.newBuilder(URI.create(this.url + "/called")).build(),
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
