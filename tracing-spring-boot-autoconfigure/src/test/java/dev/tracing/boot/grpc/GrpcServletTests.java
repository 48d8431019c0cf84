/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.RecordedSpans;
import io.grpc.Channel;
import io.grpc.Status;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.grpc.server.GrpcServletRegistration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * gRPC that Tomcat serves, on the port of everything else.
 */
class GrpcServletTests {

	private static final List<String> NEVER = List.of(".kafka.", ".security.", ".jetty.", ".actuate.");

	@AutoClose
	private static final ConfigurableApplicationContext application = start();

	@ParameterizedTest
	@EnumSource
	void callHasOneServerSpan(CallForm form) {
		assertThat(application.getBeansOfType(GrpcServletRegistration.class)).hasSize(1);
		GrpcTestKit.inSpan(application, () -> assertThat(form.call(channel(), "hello").isOk()).isTrue());
		GrpcTestKit.Spans spans = GrpcTestKit.take(application, 3);
		assertThat(spans.server().getName()).isEqualTo(spans.client().getName()).startsWith("test.Greeter/");
		assertThat(spans.server().getParentSpanId()).isEqualTo(spans.client().getSpanId());
		assertThat(spans.client().getParentSpanId()).isEqualTo(spans.named("caller").getSpanId());
	}

	@Test
	void callThatFailsHasItsCode() {
		assertThat(CallForm.UNARY.call(channel(), "INTERNAL").getCode()).isEqualTo(Status.Code.INTERNAL);
		GrpcTestKit.Spans spans = GrpcTestKit.take(application, 2);
		assertThat(spans.server().getParentSpanId()).isEqualTo(spans.client().getSpanId());
		assertThat(spans.server().getAttributes().asMap()).anySatisfy((key, value) -> {
			assertThat(key.getKey()).isEqualTo("rpc.response.status_code");
			assertThat(value).isEqualTo("INTERNAL");
		});
	}

	@Test
	void requestOfHttpHasItsSpanWhateverItCallsItself() throws Exception {
		for (String type : new String[] { "text/plain", "application/grpc" }) {
			assertThat(get("/hello", Map.of("content-type", type))).isEqualTo(200);
			SpanData span = application.getBean(RecordedSpans.class).take();
			assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
			assertThat(span.getName()).isEqualTo("GET /hello");
		}
	}

	private Channel channel() {
		return application.getBean(GrpcChannelFactory.class).createChannel("static://localhost:" + port());
	}

	private int port() {
		return ((WebServerApplicationContext) application).getWebServer().getPort();
	}

	private int get(String path, Map<String, String> headers) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
		headers.forEach(request::header);
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
	}

	private static ConfigurableApplicationContext start() {
		String excluded = Excluded.matching((name) -> NEVER.stream().anyMatch(name::contains)
				|| (name.endsWith("WebServerAutoConfiguration") && !name.contains("TomcatServlet")));
		return new SpringApplicationBuilder(Application.class)
			.properties(excluded, "server.port=0", "server.http2.enabled=true", "tracing.sampling.ratio=1.0",
					"spring.main.banner-mode=off", "server.shutdown=immediate")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@Bean
		RecordedSpans recordedSpans() {
			return new RecordedSpans();
		}

		@Bean
		Greeter greeter() {
			return new Greeter((message) -> {
			});
		}

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

}
