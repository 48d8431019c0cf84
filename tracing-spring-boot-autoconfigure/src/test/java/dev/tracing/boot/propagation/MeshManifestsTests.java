/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The manifests in {@code deploy} are legible and agree with each other.
 */
class MeshManifestsTests {

	private static final Path DEPLOY = Path.of("..", "deploy");

	private static final String COLLECTOR = "collector.monitoring.svc.cluster.local";

	@ParameterizedTest
	@MethodSource("manifests")
	void manifestIsYaml(Path manifest) throws IOException {
		assertThat(documents(manifest)).isNotEmpty().allSatisfy((document) -> assertThat(document).isNotEmpty());
	}

	@Test
	void collectorReceivesZipkinBesideOtlp() throws IOException {
		Map<String, Object> collector = documents(DEPLOY.resolve("collector/collector.yaml")).get(0);
		assertThat(text(collector, "receivers", "otlp", "protocols", "grpc", "endpoint")).endsWith(":4317");
		assertThat(text(collector, "receivers", "otlp", "protocols", "http", "endpoint")).endsWith(":4318");
		assertThat(text(collector, "receivers", "zipkin", "endpoint")).endsWith(":9411");
		assertThat(find(collector, "service", "pipelines", "traces", "receivers")).isEqualTo(List.of("otlp", "zipkin"));
		assertThat(find(collector, "service", "pipelines", "traces", "exporters")).isEqualTo(List.of("otlp"));
	}

	@Test
	void collectorsServiceHasTheSamePorts() throws IOException {
		List<Map<String, Object>> documents = documents(DEPLOY.resolve("collector/kubernetes.yaml"));
		assertThat(documents).extracting((each) -> each.get("kind"))
			.containsExactly("ServiceAccount", "Service", "Deployment");
		Map<String, Object> service = documents.get(1);
		assertThat(
				text(service, "metadata", "name") + "." + text(service, "metadata", "namespace") + ".svc.cluster.local")
			.isEqualTo(COLLECTOR);
		assertThat((List<?>) find(service, "spec", "ports")).extracting((port) -> ((Map<?, ?>) port).get("port"))
			.isEqualTo(List.of(4317, 4318, 9411));
	}

	@Test
	void istiosProvidersSendToTheCollector() throws IOException {
		Map<String, Object> map = documents(DEPLOY.resolve("mesh/istio-mesh-config.yaml")).get(0);
		Map<String, Object> mesh = yaml().load(text(map, "data", "mesh"));
		assertThat(mesh).containsEntry("enableTracing", true);
		assertThat(find(mesh, "defaultConfig", "tracing")).isEqualTo(Map.of());
		assertThat(mesh.get("extensionProviders"))
			.isEqualTo(List.of(Map.of("name", "otlp", "opentelemetry", Map.of("service", COLLECTOR, "port", 4317)),
					Map.of("name", "zipkin", "zipkin", Map.of("service", COLLECTOR, "port", 9411))));
	}

	@ParameterizedTest
	@CsvSource({ "istio-mesh-decides.yaml, 10.0, Ten of a hundred requests",
			"istio-application-decides.yaml, 0.0, None of a hundred requests" })
	void istiosPercentageIsWhatItsWordsSay(String file, double percentage, String words) throws IOException {
		Path manifest = DEPLOY.resolve("mesh").resolve(file);
		Map<String, Object> telemetry = documents(manifest).get(0);
		assertThat(telemetry).containsEntry("apiVersion", "telemetry.istio.io/v1").containsEntry("kind", "Telemetry");
		Map<?, ?> tracing = (Map<?, ?>) ((List<?>) find(telemetry, "spec", "tracing")).get(0);
		assertThat(tracing.get("randomSamplingPercentage")).isEqualTo(percentage);
		assertThat(tracing.get("providers")).isEqualTo(List.of(Map.of("name", "otlp")));
		assertThat(Files.readString(manifest)).contains(words);
	}

	@Test
	void envoySendsToTheCollector() throws IOException {
		Path manifest = DEPLOY.resolve("mesh/envoy.yaml");
		String envoy = documents(manifest).get(0).toString();
		assertThat(envoy).contains("random_sampling={value=10.0}", "cluster_name=collector",
				"address=" + COLLECTOR + ", port_value=4317", "generate_request_id=true");
		assertThat(Files.readString(manifest)).contains("ten of a hundred requests");
	}

	@Test
	void linkerdSendsToTheCollector() throws IOException {
		Map<String, Object> values = documents(DEPLOY.resolve("mesh/linkerd-values.yaml")).get(0);
		assertThat(find(values, "proxy", "tracing", "enabled")).isEqualTo(true);
		assertThat(text(values, "proxy", "tracing", "collector", "endpoint")).isEqualTo(COLLECTOR + ":4317");
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

	private static List<Map<String, Object>> documents(Path manifest) throws IOException {
		List<Map<String, Object>> documents = new ArrayList<>();
		for (Object document : yaml().loadAll(Files.readString(manifest))) {
			@SuppressWarnings("unchecked") // a manifest is a map, or the cast fails
			Map<String, Object> map = (Map<String, Object>) document;
			documents.add(map);
		}
		return documents;
	}

	private static Yaml yaml() {
		return new Yaml(new SafeConstructor(new LoaderOptions()));
	}

	private static String text(Map<String, Object> document, String... path) {
		return String.valueOf(find(document, path));
	}

	private static Object find(Map<String, Object> document, String... path) {
		Object found = document;
		for (String key : path) {
			found = ((Map<?, ?>) found).get(key);
			assertThat(found).as("%s in %s", key, List.of(path)).isNotNull();
		}
		return found;
	}

}
