/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import dev.tracing.boot.Excluded;
import dev.tracing.boot.OtlpReceiver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A collector that speaks TLS, known by an SSL bundle or not at all.
 */
class OtlpTlsTests {

	private static final String PASSWORD = "changeit";

	@TempDir
	private static Path directory;

	private static Path keyStore;

	@BeforeAll
	static void makeCertificate() throws IOException, InterruptedException {
		keyStore = directory.resolve("collector.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "collector", "-keyalg", "RSA", "-dname", "CN=localhost", "-ext",
				"san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore",
				keyStore.toString())
			.inheritIO()
			.start();
		assertThat(keytool.waitFor()).isZero();
	}

	@Test
	void spansArriveWithTheBundleThatKnowsTheCollector() throws Exception {
		try (OtlpReceiver receiver = OtlpReceiver.https(serverContext())) {
			export(receiver, "--tracing.export.shutdown-timeout=30s",
					"--spring.ssl.bundle.jks.collector.truststore.location=file:" + keyStore,
					"--spring.ssl.bundle.jks.collector.truststore.password=" + PASSWORD,
					"--tracing.export.ssl-bundle=collector");
			assertThat(receiver.spans()).extracting(Span::getName).containsExactly("work");
		}
	}

	@Test
	void collectorThatNobodyVouchesForReceivesNothing() throws Exception {
		try (OtlpReceiver receiver = OtlpReceiver.https(serverContext())) {
			export(receiver);
			assertThat(receiver.spans()).isEmpty();
		}
	}

	private static void export(OtlpReceiver receiver, String... args) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(EmptyApplication.class)
			.web(WebApplicationType.NONE)
			.properties(Excluded.technologies())
			.properties("tracing.sampling.ratio=1.0", "tracing.export.endpoint=" + receiver.endpoint(),
					"tracing.export.shutdown-timeout=2s")
			.run(args)) {
			context.getBean(OpenTelemetry.class).getTracer("test").spanBuilder("work").startSpan().end();
		}
	}

	private static SSLContext serverContext() throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(keyStore)) {
			keys.load(stream, PASSWORD.toCharArray());
		}
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(keys, PASSWORD.toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(factory.getKeyManagers(), null, null);
		return context;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

	}

}
