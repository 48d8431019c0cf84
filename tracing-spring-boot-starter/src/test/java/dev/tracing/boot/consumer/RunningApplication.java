/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.consumer;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A consumer's packaged application in a process of its own.
 */
public final class RunningApplication implements AutoCloseable {

	private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

	// Jetty says of each of its parts that it has started.
	private static final String READY = "Started GreetingApplication in ";

	private final HttpClient client = HttpClient.newHttpClient();

	private final Process process;

	private final Path log;

	private RunningApplication(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/**
	 * Starts an application and waits until it listens.
	 * @param archive the executable archive
	 * @param name name of this run, for its log file
	 * @param options options, those that start with {@code -D} for the JVM and the others
	 * for the application
	 * @return the application
	 * @throws IOException if there is no such archive
	 */
	public static RunningApplication start(Path archive, String name, String... options) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
		command.add("-XX:TieredStopAtLevel=1");
		List.of(options).stream().filter((option) -> option.startsWith("-D")).forEach(command::add);
		command.addAll(List.of("-jar", archive.toString(), "--server.port=0"));
		List.of(options).stream().filter((option) -> option.startsWith("--")).forEach(command::add);
		Path log = archive.resolveSibling("run-" + name + ".log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		RunningApplication application = new RunningApplication(process, log);
		try {
			application.awaitOutput(READY);
		}
		catch (Throwable ex) {
			application.close();
			throw ex;
		}
		return application;
	}

	/**
	 * Calls the application.
	 * @param path the path
	 * @param headers names and values of headers in turn
	 * @return the response
	 * @throws IOException if the application does not answer
	 * @throws InterruptedException if somebody ends the build
	 */
	public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
		Matcher port = PORT.matcher(output());
		assertThat(port.find()).as("a port in the output:%n%s", output()).isTrue();
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port.group(1) + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Returns what the application has printed.
	 * @return the output
	 */
	public String output() {
		try {
			return Files.readString(this.log);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	/**
	 * Waits until the application has printed a text.
	 * @param text the text
	 */
	public void awaitOutput(String text) {
		await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(output()).contains(text));
	}

	@Override
	public void close() {
		this.process.destroy();
		await().atMost(30, TimeUnit.SECONDS).until(() -> !this.process.isAlive());
	}

}
