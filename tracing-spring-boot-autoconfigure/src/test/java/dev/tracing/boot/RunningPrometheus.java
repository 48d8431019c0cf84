/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real Prometheus that scrapes one application.
 */
final class RunningPrometheus implements AutoCloseable {

	private final HttpClient client = HttpClient.newHttpClient();

	private final Process process;

	private final int port;

	RunningPrometheus(Path directory, String target) throws IOException {
		Files.writeString(directory.resolve("prometheus.yml"), """
				global:
				  scrape_interval: 250ms
				  scrape_timeout: 250ms
				scrape_configs:
				  - job_name: orders
				    metrics_path: /actuator/prometheus
				    static_configs:
				      - targets: ["%s"]
				""".formatted(target));
		this.port = freePort();
		this.process = new ProcessBuilder("prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data",
				"--web.listen-address=127.0.0.1:" + this.port)
			.directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("prometheus.log").toFile())
			.start();
	}

	// Below those that the system gives to whoever asks for any, as Linux is set up.
	private static int freePort() throws IOException {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (BindException ex) {
				// Somebody has it.
				continue;
			}
		}
	}

	/**
	 * Evaluates an expression that has one result.
	 * @param expression the expression in PromQL
	 * @return the value of the result
	 * @throws IOException if Prometheus does not answer
	 * @throws InterruptedException if interrupted
	 */
	double query(String expression) throws IOException, InterruptedException {
		String query = "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + query)).build();
		String body = this.client.send(request, HttpResponse.BodyHandlers.ofString()).body();
		// JSON is YAML.
		Map<String, Object> answer = Manifest.map(new Yaml(new SafeConstructor(new LoaderOptions())).load(body));
		assertThat(answer).as(expression).containsEntry("status", "success");
		List<Object> results = Manifest.list(Manifest.map(answer.get("data")).get("result"));
		assertThat(results).as(expression).hasSize(1);
		Object value = Manifest.list(Manifest.map(results.get(0)).get("value")).get(1);
		return Double.parseDouble(value.toString());
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
	}

}
