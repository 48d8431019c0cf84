/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import dev.tracing.boot.export.ExportAutoConfiguration;
import dev.tracing.boot.spool.SpoolAutoConfiguration;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that ends spans and says so until it is killed: a line for each, with
 * its name and when it ended.
 */
public final class KillableProcess {

	private KillableProcess() {
	}

	public static void main(String[] args) {
		SpringApplication application = new SpringApplicationBuilder(OnlyExport.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.build();
		ConfigurableApplicationContext context = application.run(args);
		Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("test");
		String run = args[0].substring("--run=".length());
		System.out.println("ready");
		int threads = context.getEnvironment().getProperty("threads", Integer.class, 1);
		for (int i = 1; i < threads; i++) {
			new Thread(new Load(tracer, run + "-" + i, Duration.ofMillis(2))).start();
		}
		new Load(tracer, run + "-0", Duration.ofMillis((threads > 1) ? 2 : 5)).run();
	}

	private record Load(Tracer tracer, String name, Duration pause) implements Runnable {

		@Override
		public void run() {
			for (int i = 0; true; i++) {
				String span = this.name + "-" + i;
				this.tracer.spanBuilder(span).startSpan().end();
				System.out.println("ended " + span + " " + System.currentTimeMillis());
				LockSupport.parkNanos(this.pause.toNanos());
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
			OpenTelemetryTracingAutoConfiguration.class, OtlpTracingAutoConfiguration.class,
			ExportAutoConfiguration.class, OtlpAutoConfiguration.class, SpoolAutoConfiguration.class })
	static class OnlyExport {

	}

}
