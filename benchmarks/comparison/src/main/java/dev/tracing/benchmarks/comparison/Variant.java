/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One way to trace the application, configured as its users would: with its defaults, but
 * the same sampler and the same collector for all. Only spans are sent, because nothing
 * else is compared.
 */
enum Variant {

	/**
	 * No tracing: what all others are compared with.
	 */
	NONE("untraced", "none", 0),

	/**
	 * The same again. What it seems to cost is the error of the method.
	 */
	PLACEBO("placebo (untraced, too)", "none", 0),

	FLOOR("hand-written floor", "floor", 2, "--benchmark.method=by-hand", "--benchmark.ratio=RATIO",
			"--benchmark.endpoint=ENDPOINT"),

	/**
	 * What is comparable with the export of all others, who have more to send.
	 */
	FLOOR_FULL("hand-written floor with all attributes", "floor", 2, "--benchmark.method=by-hand",
			"--benchmark.ratio=RATIO", "--benchmark.endpoint=ENDPOINT", "--benchmark.all-attributes=true"),

	OURS("this starter, `@Traced`", "ours", 2, "--benchmark.method=traced", "--tracing.sampling.ratio=RATIO",
			"--tracing.export.endpoint=ENDPOINT"),

	/**
	 * What is comparable with peers that neither look for secrets nor record what they do
	 * not sample.
	 */
	OURS_BARE("this starter, without redaction and rescue", "ours", 2, "--benchmark.method=traced",
			"--tracing.sampling.ratio=RATIO", "--tracing.export.endpoint=ENDPOINT", "--tracing.redaction.enabled=false",
			"--tracing.sampling.rescue.enabled=false"),

	OURS_WITH_SPOOL("this starter, with the spool", "ours", 2, "--benchmark.method=traced",
			"--tracing.sampling.ratio=RATIO", "--tracing.export.endpoint=ENDPOINT",
			"--tracing.export.spool.enabled=true", "--tracing.export.spool.directory=target/spool"),

	OFF("this starter, `tracing.enabled=false`", "ours", 0, "--benchmark.method=traced", "--tracing.enabled=false"),

	OTEL("OpenTelemetry starter, `@WithSpan`", "otel", 2, "--benchmark.method=with-span"),

	AGENT("OpenTelemetry Java agent, `@WithSpan`", "agent", 2, "--benchmark.method=with-span"),

	BOOT("Spring Boot's modules alone", "boot", 1, "--benchmark.method=plain"),

	NEW_SPAN("Spring Boot's own, `@NewSpan`", "boot", 2, "--benchmark.method=new-span"),

	OBSERVED("Spring Boot's own, `@Observed`", "boot", 2, "--benchmark.method=observed"),

	NONE_WITH_METERS("untraced, with meters", "none+meters", 0),

	OURS_WITH_METERS("this starter, with meters", "ours+meters", 2, "--benchmark.method=traced",
			"--tracing.sampling.ratio=RATIO", "--tracing.export.endpoint=ENDPOINT"),

	OTEL_WITH_METERS("OpenTelemetry starter, with meters", "otel+meters", 2, "--benchmark.method=with-span"),

	NEW_SPAN_WITH_METERS("Spring Boot's own, `@NewSpan`, with meters", "boot+meters", 2, "--benchmark.method=new-span");

	private final String title;

	private final String classPath;

	private final int spans;

	private final String arguments;

	Variant(String title, String classPath, int spans, String... arguments) {
		this.title = title;
		this.classPath = classPath;
		this.spans = spans;
		this.arguments = String.join(" ", arguments);
	}

	String title() {
		return this.title;
	}

	/**
	 * Number of spans that a sampled request makes.
	 * @return the number
	 */
	int spans() {
		return this.spans;
	}

	/**
	 * The untraced application that this variant is compared with.
	 * @return the variant without tracing
	 */
	Variant untraced() {
		return this.classPath.endsWith("+meters") ? NONE_WITH_METERS : NONE;
	}

	/**
	 * Returns the command that starts the application.
	 * @param classPaths what was built
	 * @param ratio part of all traces that is kept
	 * @param endpoint base URL of the collector
	 * @return the command
	 */
	List<String> command(ClassPaths classPaths, double ratio, String endpoint) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-Xms256m");
		command.add("-Xmx256m");
		if (this == AGENT) {
			command.add("-javaagent:" + classPaths.agent());
		}
		command.add("-cp");
		command.add(classPaths.of(this.classPath.split("\\+", -1)));
		command.add("dev.tracing.benchmarks.load.Load");
		String arguments = this.arguments.replace("RATIO", Double.toString(ratio)).replace("ENDPOINT", endpoint);
		Collections.addAll(command, arguments.split(" ", -1));
		if (this.classPath.startsWith("boot")) {
			command.add("--management.tracing.sampling.probability=" + ratio);
			command.add("--management.opentelemetry.tracing.export.otlp.endpoint=" + endpoint + "/v1/traces");
			command.add("--management.observations.annotations.enabled=" + (this != BOOT));
		}
		return command;
	}

	/**
	 * Sets the environment of the peers that are configured by it.
	 * @param environment the environment of the new process
	 * @param ratio part of all traces that is kept
	 * @param endpoint base URL of the collector
	 */
	void configure(Map<String, String> environment, double ratio, String endpoint) {
		if (this.classPath.startsWith("otel") || this == AGENT) {
			environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
			environment.put("OTEL_TRACES_SAMPLER", "parentbased_traceidratio");
			environment.put("OTEL_TRACES_SAMPLER_ARG", Double.toString(ratio));
			environment.put("OTEL_METRICS_EXPORTER", "none");
			environment.put("OTEL_LOGS_EXPORTER", "none");
		}
	}

}
