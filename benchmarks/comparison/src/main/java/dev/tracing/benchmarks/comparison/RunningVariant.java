/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * A variant of the application in a process of its own.
 */
final class RunningVariant implements AutoCloseable {

	private static final String ANSWER = "@@ ";

	private final Variant variant;

	private final Process process;

	private final BufferedReader output;

	private final PrintWriter input;

	private final Sink sink = new Sink();

	private final double startupCpuMillis;

	RunningVariant(Variant variant, ClassPaths classPaths, double ratio) throws IOException, InterruptedException {
		this.variant = variant;
		ProcessBuilder builder = new ProcessBuilder(variant.command(classPaths, ratio, this.sink.url()))
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		variant.configure(builder.environment(), ratio, this.sink.url());
		this.process = builder.start();
		this.output = this.process.inputReader();
		this.input = new PrintWriter(this.process.outputWriter());
		this.startupCpuMillis = Long.parseLong(answer("ready ")) / 1e6;
	}

	double startupCpuMillis() {
		return this.startupCpuMillis;
	}

	Round run(Workload workload) throws IOException, InterruptedException {
		say("run " + workload.command(this.variant.spans()));
		return Round.parse(answer("done "));
	}

	Percentiles latencies(int requests, int perSecond) throws IOException, InterruptedException {
		say("time " + requests + " " + perSecond);
		return Percentiles.parse(answer("took "));
	}

	Sink sink() {
		return this.sink;
	}

	double liveHeapMegabytes() throws IOException, InterruptedException {
		say("heap");
		return Long.parseLong(answer("heap ")) / 1e6;
	}

	private void say(String command) {
		this.input.println(command);
		this.input.flush();
	}

	private String answer(String expected) throws IOException, InterruptedException {
		for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
			if (!line.startsWith(ANSWER)) {
				System.err.println(this.variant + ": " + line);
				continue;
			}
			String answer = line.substring(ANSWER.length());
			if (answer.startsWith(expected)) {
				return answer.substring(expected.length());
			}
			say(Long.toString(this.sink.waitFor(Long.parseLong(answer.substring("spans ".length())))));
		}
		throw new IllegalStateException(this.variant + " has ended");
	}

	@Override
	public void close() throws InterruptedException {
		say("stop");
		if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
		this.sink.close();
	}

}
