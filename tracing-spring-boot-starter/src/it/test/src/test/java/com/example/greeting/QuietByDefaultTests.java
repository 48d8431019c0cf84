package com.example.greeting;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A user's test that says nothing about tracing.
 */
@ActiveProfiles("local")
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "tracing.export.batch.schedule-delay=50ms")
class QuietByDefaultTests {

	private static ServerSocket collector;

	@LocalServerPort
	private int port;

	@BeforeAll
	static void listen() throws Exception {
		collector = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
		collector.setSoTimeout(1500);
	}

	@AfterAll
	static void stopListening() throws Exception {
		collector.close();
	}

	@DynamicPropertySource
	static void endpoint(DynamicPropertyRegistry registry) {
		registry.add("tracing.export.endpoint", () -> "http://localhost:" + collector.getLocalPort());
	}

	@Test
	void nothingConnectsNoThreadStartsAndTheConsoleIsSilent(CapturedOutput output) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/greetings/Ada"))
			.build();
		assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body())
			.isEqualTo("Hello, Ada!");
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> collector.accept());
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.noneMatch((name) -> name.startsWith("BatchSpanProcessor") || name.startsWith("tracing-export-"));
		assertThat(output).doesNotContain("greeting.say");
	}

}
