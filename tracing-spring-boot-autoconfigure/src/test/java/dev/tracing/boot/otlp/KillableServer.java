/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.tracing.boot.Excluded;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * A web application that says its port and answers requests until it is told to end.
 */
public final class KillableServer {

	private KillableServer() {
	}

	public static void main(String[] args) {
		ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(
				Application.class)
			.properties(Excluded.brokersAndDatabases(), "server.port=0")
			.bannerMode(Banner.Mode.OFF)
			.run(args);
		System.out.println("port " + context.getWebServer().getPort());
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { JettyServletWebServerAutoConfiguration.class,
			ServletWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class })
	@RestController
	static class Application {

		private final Tracer tracer;

		Application(OpenTelemetry openTelemetry) {
			this.tracer = openTelemetry.getTracer("test");
		}

		@GetMapping("/orders/{id}")
		String order(@PathVariable String id) {
			this.tracer.spanBuilder("order " + id).startSpan().end();
			return id;
		}

		@GetMapping("/long-orders/{id}")
		String longOrder(@PathVariable String id) {
			System.out.println("begun");
			LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
			return order(id);
		}

	}

}
