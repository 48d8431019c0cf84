/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A collector that wants to know who calls, and certificates that change while the
 * application runs.
 */
@Timeout(60)
class TlsReloadTests {

	private static final String PASSWORD = "changeit";

	@TempDir
	private Path directory;

	@Test
	void mutualTlsGoesOnAfterTheCertificatesChange() throws Exception {
		Path first = certificate("first");
		Path second = certificate("second");
		Path used = this.directory.resolve("used.p12");
		Files.copy(first, used);
		try (FaultyCollector collector = new FaultyCollector(context(first))) {
			Batches.application(collector.endpoint())
				.withPropertyValues("management.opentelemetry.tracing.export.otlp.ssl.bundle=collector",
						"spring.ssl.bundle.watch.file.quiet-period=100ms",
						"spring.ssl.bundle.jks.collector.reload-on-update=true",
						"spring.ssl.bundle.jks.collector.keystore.location=file:" + used,
						"spring.ssl.bundle.jks.collector.keystore.password=" + PASSWORD,
						"spring.ssl.bundle.jks.collector.truststore.location=file:" + used,
						"spring.ssl.bundle.jks.collector.truststore.password=" + PASSWORD)
				.run((context) -> {
					Batches batches = new Batches(context);
					assertThat(batches.sendAndWait(1).isSuccess()).isTrue();
					collector.restart(context(second));
					Files.copy(second, used, StandardCopyOption.REPLACE_EXISTING);
					await().atMost(Duration.ofSeconds(30)).until(() -> batches.sendAndWait(1).isSuccess());
					assertThat(collector.names()).contains("span-0", "span-" + (batches.sent() - 1));
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "http://localhost:1" })
	void destinationWithANameHasItsOwnNewCertificates(String endpoint) throws Exception {
		Path first = certificate("first");
		Path second = certificate("second");
		Path used = this.directory.resolve("used.p12");
		Files.copy(first, used);
		try (FaultyCollector collector = new FaultyCollector(context(first));
				ConfigurableApplicationContext context = new SpringApplicationBuilder(EmptyApplication.class)
					.web(WebApplicationType.NONE)
					.run("--tracing.export.endpoint=" + endpoint, "--tracing.sampling.ratio=1.0",
							"--tracing.export.shutdown-timeout=1s", "--tracing.export.batch.schedule-delay=20ms",
							"--tracing.export.destinations.vendor.endpoint=" + collector.endpoint(),
							"--tracing.export.destinations.vendor.ssl-bundle=collector",
							"--spring.ssl.bundle.watch.file.quiet-period=100ms",
							"--spring.ssl.bundle.jks.collector.reload-on-update=true",
							"--spring.ssl.bundle.jks.collector.keystore.location=file:" + used,
							"--spring.ssl.bundle.jks.collector.keystore.password=" + PASSWORD,
							"--spring.ssl.bundle.jks.collector.truststore.location=file:" + used,
							"--spring.ssl.bundle.jks.collector.truststore.password=" + PASSWORD)) {
			Tracer tracer = context.getBean(OpenTelemetry.class).getTracer("test");
			tracer.spanBuilder("before").startSpan().end();
			await().until(() -> collector.names().contains("before"));
			collector.restart(context(second));
			Files.copy(second, used, StandardCopyOption.REPLACE_EXISTING);
			await().atMost(Duration.ofSeconds(30)).until(() -> {
				tracer.spanBuilder("after").startSpan().end();
				return collector.names().contains("after");
			});
		}
	}

	private Path certificate(String name) throws IOException, InterruptedException {
		Path keyStore = this.directory.resolve(name + ".p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore",
				keyStore.toString())
			.inheritIO()
			.start();
		assertThat(keytool.waitFor()).isZero();
		return keyStore;
	}

	private static SSLContext context(Path keyStore) throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(keyStore)) {
			keys.load(stream, PASSWORD.toCharArray());
		}
		KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		key.init(keys, PASSWORD.toCharArray());
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("trusted", keys.getCertificate(keys.aliases().nextElement()));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EmptyApplication {

	}

}
