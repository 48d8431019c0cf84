/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.tracing.boot.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The collectors that decide on whole traces are wired to each other and keep what the
 * rescue in the process keeps.
 */
class CollectorTiersTests {

	private static final String BALANCER = "collector/balancer.yaml";

	private static final String TAIL_SAMPLING = "collector/tail-sampling.yaml";

	private static final Path KUBERNETES = Manifest.DEPLOY.resolve("collector/tail-sampling-kubernetes.yaml");

	@ParameterizedTest
	@ValueSource(strings = { "collector/collector.yaml", BALANCER, TAIL_SAMPLING })
	void everyComponentOfAPipelineIsThereAndUsed(String file) throws IOException {
		Manifest collector = Manifest.read(file);
		assertThat(Manifest.map(collector.find("service", "pipelines"))).isNotEmpty();
		for (String kind : List.of("receivers", "processors", "exporters")) {
			List<Object> used = new ArrayList<>();
			Manifest.map(collector.find("service", "pipelines"))
				.forEach((name, pipeline) -> used.addAll(Manifest.list(Manifest.map(pipeline).get(kind))));
			assertThat(Manifest.map(collector.find(kind)).keySet()).as(kind).isEqualTo(Set.copyOf(used));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "collector/collector.yaml", BALANCER, TAIL_SAMPLING })
	void memoryIsLimitedBeforeAnythingElseAndBatchesAreMadeLast(String file) throws IOException {
		List<Object> processors = Manifest.list(Manifest.read(file).find("service", "pipelines", "traces", "processors"));
		assertThat(processors).startsWith("memory_limiter").endsWith("batch");
	}

	@ParameterizedTest
	@ValueSource(strings = { BALANCER, TAIL_SAMPLING })
	void bothTiersReceiveOtlpByBothProtocols(String file) throws IOException {
		Manifest collector = Manifest.read(file);
		assertThat(collector.text("receivers", "otlp", "protocols", "grpc", "endpoint")).endsWith(":4317");
		assertThat(collector.text("receivers", "otlp", "protocols", "http", "endpoint")).endsWith(":4318");
	}

	@Test
	void balancerReceivesWhatTheSingleCollectorReceives() throws IOException {
		assertThat(Manifest.read(BALANCER).find("receivers"))
			.isEqualTo(Manifest.read("collector/collector.yaml").find("receivers"));
	}

	@Test
	void balancerSendsEachTraceToOneCollectorOfTheSecondTier() throws IOException {
		Manifest balancer = Manifest.read(BALANCER);
		assertThat(balancer.find("service", "pipelines", "traces", "exporters")).isEqualTo(List.of("loadbalancing"));
		assertThat(balancer.text("exporters", "loadbalancing", "routing_key")).isEqualTo("traceID");
		// The balancer sets the address itself, and refuses one that is written down.
		assertThat(Manifest.map(balancer.find("exporters", "loadbalancing", "protocol", "otlp"))).doesNotContainKey("endpoint");
		Map<String, Object> dns = Manifest.map(balancer.find("exporters", "loadbalancing", "resolver", "dns"));
		assertThat(Manifest.read(TAIL_SAMPLING).text("receivers", "otlp", "protocols", "grpc", "endpoint"))
			.isEqualTo("0.0.0.0:" + dns.get("port"));
		Manifest service = Manifest.readAll(KUBERNETES).get(0);
		assertThat(dns.get("hostname")).isEqualTo(
				service.text("metadata", "name") + "." + service.text("metadata", "namespace") + ".svc.cluster.local");
		assertThat(service.text("spec", "clusterIP")).isEqualTo("None");
		assertThat(Manifest.list(service.find("spec", "ports"))).extracting((port) -> Manifest.map(port).get("port"))
			.isEqualTo(List.of(dns.get("port")));
	}

	@Test
	void secondTierRunsTheConfigurationThatIsNextToIt() throws IOException {
		List<Manifest> documents = Manifest.readAll(KUBERNETES);
		assertThat(documents).extracting((document) -> document.text("kind")).containsExactly("Service", "StatefulSet");
		Manifest collectors = documents.get(1);
		assertThat(collectors.find("spec", "template", "metadata", "labels"))
			.isEqualTo(documents.get(0).find("spec", "selector"));
		Map<String, Object> container = Manifest.map(Manifest.list(collectors.find("spec", "template", "spec", "containers")).get(0));
		assertThat(container.get("args")).isEqualTo(List.of("--config=/etc/" + TAIL_SAMPLING));
		List<Manifest> first = Manifest.readAll(Manifest.DEPLOY.resolve("collector/kubernetes.yaml"));
		assertThat(first.get(2).text("spec", "template", "spec", "containers")).contains("" + container.get("image"));
	}

	@Test
	void policiesAreThoseOfTheRescueWithItsDefaults() throws IOException {
		Map<String, Map<String, Object>> policies = policies();
		assertThat(policies.keySet()).containsExactly("errors", "caught-errors", "slow", "attributes", "forced",
				"rest");
		assertThat(condition(policies.get("errors"), "status_code")).isEqualTo(Map.of("status_codes", List.of("ERROR")));
		assertThat(condition(policies.get("caught-errors"), "ottl_condition"))
			.containsEntry("span", List.of("attributes[\"error\"] == true"))
			.containsEntry("spanevent", List.of("name == \"exception\""));
		assertThat(condition(policies.get("slow"), "latency")).isEqualTo(Map.of("threshold_ms", 1000));
		assertThat(condition(policies.get("attributes"), "string_attribute"))
			.isEqualTo(Map.of("key", "business.user_tier", "values", List.of("gold")));
		assertThat(policies.get("forced").get("string_attribute"))
			.isEqualTo(Map.of("key", Reason.ATTRIBUTE.getKey(), "values", List.of("forced")));
		assertThat(policies.get("rest").get("probabilistic")).isEqualTo(Map.of("sampling_percentage", 10));
	}

	// A limit that stood alone would keep everything up to it: policies are alternatives.
	@Test
	void limitStandsBehindAConditionAndNeverAlone() throws IOException {
		for (Map<String, Object> policy : policies().values()) {
			assertThat(policy.get("type")).isNotEqualTo("rate_limiting");
			if ("and".equals(policy.get("type"))) {
				List<Object> both = Manifest.list(Manifest.map(policy.get("and")).get("and_sub_policy"));
				assertThat(both).hasSize(2);
				assertThat(Manifest.map(both.get(1))).containsEntry("type", "rate_limiting")
					.containsEntry("rate_limiting", Map.of("spans_per_second", 1000));
			}
		}
	}

	@Test
	void decisionsAreRememberedForLongerThanTraces() throws IOException {
		Manifest collector = Manifest.read(TAIL_SAMPLING);
		int traces = (int) collector.find("processors", "tail_sampling", "num_traces");
		assertThat(Manifest.map(collector.find("processors", "tail_sampling", "decision_cache")).values())
			.allSatisfy((size) -> assertThat((int) size).isGreaterThan(5 * traces));
	}

	// Each policy has its settings under the name of its type.
	private static Map<String, Map<String, Object>> policies() throws IOException {
		Map<String, Map<String, Object>> policies = new LinkedHashMap<>();
		for (Object each : Manifest.list(Manifest.read(TAIL_SAMPLING).find("processors", "tail_sampling", "policies"))) {
			Map<String, Object> policy = Manifest.map(each);
			assertThat(policy.keySet()).containsExactly("name", "type", String.valueOf(policy.get("type")));
			assertThat(policies.put(String.valueOf(policy.get("name")), policy)).isNull();
		}
		return policies;
	}

	private static Map<String, Object> condition(Map<String, Object> policy, String type) {
		Map<String, Object> condition = Manifest.map(Manifest.list(Manifest.map(policy.get("and")).get("and_sub_policy")).get(0));
		assertThat(condition).containsEntry("type", type).containsOnlyKeys("name", "type", type);
		return Manifest.map(condition.get(type));
	}

}
