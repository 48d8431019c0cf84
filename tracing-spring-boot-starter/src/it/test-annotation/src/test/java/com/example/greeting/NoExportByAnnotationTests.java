package com.example.greeting;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.micrometer.tracing.test.autoconfigure.AutoConfigureTracing;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user's test that asks for no export.
 */
@AutoConfigureTracing(export = false)
@SpringBootTest(properties = "tracing.export.batch.schedule-delay=50ms")
@DirtiesContext
class NoExportByAnnotationTests {

	private static final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

	private static HttpServer collector;

	@Autowired
	private GreetingService greetings;

	@BeforeAll
	static void listen() throws Exception {
		collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		collector.createContext("/", (exchange) -> {
			exchange.getRequestBody().readAllBytes();
			requests.add(exchange.getRequestURI().getPath());
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		collector.start();
	}

	@AfterAll
	static void stopListening() {
		collector.stop(0);
	}

	@DynamicPropertySource
	static void endpoint(DynamicPropertyRegistry registry) {
		registry.add("tracing.export.endpoint", () -> "http://localhost:" + collector.getAddress().getPort());
	}

	@Test
	void nothingIsSent() throws Exception {
		this.greetings.say("Ada");
		assertThat(requests.poll(1_500, TimeUnit.MILLISECONDS)).isNull();
	}

}
