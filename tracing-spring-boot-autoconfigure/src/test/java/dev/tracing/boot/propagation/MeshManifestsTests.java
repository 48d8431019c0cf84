/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.tracing.boot.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The manifests in {@code deploy} are legible and agree with each other.
 */
class MeshManifestsTests {

	private static final Path DEPLOY = Manifest.DEPLOY;

	private static final String COLLECTOR = "collector.monitoring.svc.cluster.local";

	@ParameterizedTest
	@MethodSource("manifests")
	void manifestIsYaml(Path manifest) throws IOException {
		assertThat(Manifest.readAll(manifest)).isNotEmpty()
			.allSatisfy((document) -> assertThat(document.content()).isNotEmpty());
	}

	@Test
	void collectorReceivesZipkinBesideOtlp() throws IOException {
		Manifest collector = Manifest.read("collector/collector.yaml");
		assertThat(collector.text("receivers", "otlp", "protocols", "grpc", "endpoint")).endsWith(":4317");
		assertThat(collector.text("receivers", "otlp", "protocols", "http", "endpoint")).endsWith(":4318");
		assertThat(collector.text("receivers", "zipkin", "endpoint")).endsWith(":9411");
		assertThat(collector.find("service", "pipelines", "traces", "receivers")).isEqualTo(List.of("otlp", "zipkin"));
		assertThat(collector.find("service", "pipelines", "traces", "exporters")).isEqualTo(List.of("otlp"));
	}

	@Test
	void collectorsServiceHasTheSamePorts() throws IOException {
		List<Manifest> documents = Manifest.readAll(DEPLOY.resolve("collector/kubernetes.yaml"));
		assertThat(documents).extracting((each) -> each.text("kind"))
			.containsExactly("ServiceAccount", "Service", "Deployment");
		Manifest service = documents.get(1);
		assertThat(
				service.text("metadata", "name") + "." + service.text("metadata", "namespace") + ".svc.cluster.local")
			.isEqualTo(COLLECTOR);
		assertThat((List<?>) service.find("spec", "ports")).extracting((port) -> ((Map<?, ?>) port).get("port"))
			.isEqualTo(List.of(4317, 4318, 9411));
	}

	@Test
	void istiosProvidersSendToTheCollector() throws IOException {
		Manifest map = Manifest.read("mesh/istio-mesh-config.yaml");
		Manifest mesh = map.embedded("data", "mesh");
		assertThat(mesh.content()).containsEntry("enableTracing", true);
		assertThat(mesh.find("defaultConfig", "tracing")).isEqualTo(Map.of());
		assertThat(mesh.find("extensionProviders"))
			.isEqualTo(List.of(Map.of("name", "otlp", "opentelemetry", Map.of("service", COLLECTOR, "port", 4317)),
					Map.of("name", "zipkin", "zipkin", Map.of("service", COLLECTOR, "port", 9411))));
	}

	@ParameterizedTest
	@CsvSource({ "istio-mesh-decides.yaml, 10.0, Ten of a hundred requests",
			"istio-application-decides.yaml, 0.0, None of a hundred requests" })
	void istiosPercentageIsWhatItsWordsSay(String file, double percentage, String words) throws IOException {
		Path manifest = DEPLOY.resolve("mesh").resolve(file);
		Manifest telemetry = Manifest.readAll(manifest).get(0);
		assertThat(telemetry.content()).containsEntry("apiVersion", "telemetry.istio.io/v1").containsEntry("kind", "Telemetry");
		Map<?, ?> tracing = (Map<?, ?>) ((List<?>) telemetry.find("spec", "tracing")).get(0);
		assertThat(tracing.get("randomSamplingPercentage")).isEqualTo(percentage);
		assertThat(tracing.get("providers")).isEqualTo(List.of(Map.of("name", "otlp")));
		assertThat(Files.readString(manifest)).contains(words);
	}

	@Test
	void envoySendsToTheCollector() throws IOException {
		Path manifest = DEPLOY.resolve("mesh/envoy.yaml");
		String envoy = Manifest.readAll(manifest).get(0).content().toString();
		assertThat(envoy).contains("random_sampling={value=10.0}", "cluster_name=collector",
				"address=" + COLLECTOR + ", port_value=4317", "generate_request_id=true");
		assertThat(Files.readString(manifest)).contains("ten of a hundred requests");
	}

	@Test
	void linkerdSendsToTheCollector() throws IOException {
		Manifest values = Manifest.read("mesh/linkerd-values.yaml");
		assertThat(values.find("proxy", "tracing", "enabled")).isEqualTo(true);
		assertThat(values.text("proxy", "tracing", "collector", "endpoint")).isEqualTo(COLLECTOR + ":4317");
	}

	static Stream<Path> manifests() throws IOException {
		try (Stream<Path> files = Files.walk(DEPLOY)) {
			List<Path> manifests = files.filter((file) -> file.toString().endsWith(".yaml"))
				.filter((file) -> file.toString().contains("mesh") || file.toString().contains("collector"))
				.toList();
			assertThat(manifests).hasSizeGreaterThan(5);
			return manifests.stream();
		}
	}

}
