/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Scanner;

import dev.tracing.benchmarks.application.GreetingApplication;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the application and obeys the comparison, one line after the other: {@code run},
 * {@code time}, {@code heap}, {@code stop}. The application's own output is none of its
 * business, so answers begin with {@link #ANSWER}.
 */
public final class Load {

	/**
	 * Beginning of every line that is meant for the comparison.
	 */
	static final String ANSWER = "@@ ";

	private final BufferedReader commands = new BufferedReader(
			new InputStreamReader(System.in, StandardCharsets.UTF_8));

	private final PrintStream answers;

	private Load(PrintStream answers) {
		this.answers = answers;
	}

	/**
	 * Starts the application.
	 * @param args arguments of the application
	 * @throws Exception if the application or the comparison fails
	 */
	public static void main(String[] args) throws Exception {
		PrintStream answers = System.out;
		try (ConfigurableApplicationContext context = SpringApplication.run(GreetingApplication.class, args)) {
			new Load(answers).obey((WebServerApplicationContext) context);
		}
	}

	private void obey(WebServerApplicationContext context) throws Exception {
		answer("ready " + Cost.ofProcess());
		TomcatWebServer server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
		Requests requests = new Requests(server);
		for (String line = this.commands.readLine(); line != null; line = this.commands.readLine()) {
			try (Scanner command = new Scanner(line)) {
				switch (command.next()) {
					case "run" -> answer(run(requests, command));
					case "time" -> answer(time(requests, command));
					case "heap" -> answer("heap " + Cost.liveHeap());
					default -> {
						return;
					}
				}
			}
		}
	}

	private String run(Requests requests, Scanner command) throws Exception {
		int bursts = command.nextInt();
		int size = command.nextInt();
		int spans = command.nextInt();
		Callers callers = Callers.of(command.next());
		long others = Cost.ofOtherThreads();
		long first = waitForSpans(0);
		long received = first;
		Cost cost = new Cost();
		for (int i = 0; i < bursts; i++) {
			requests.send(size, callers, cost);
			received = waitForSpans(received + spans);
		}
		return "done %d %d %d %d %d".formatted(bursts * size, cost.cpuNanos(), cost.bytes(),
				Cost.ofOtherThreads() - others, received - first);
	}

	private static String time(Requests requests, Scanner command) throws Exception {
		int count = command.nextInt();
		Latencies latencies = new Latencies(count, command.nextInt());
		requests.send(count, Callers.of("STRANGER"), latencies);
		return "took " + latencies.percentiles();
	}

	// The queue of a batch processor must not overflow: a dropped span is a cheap one.
	private long waitForSpans(long atLeast) throws IOException {
		answer("spans " + atLeast);
		return Long.parseLong(this.commands.readLine());
	}

	private void answer(String text) {
		this.answers.println(ANSWER + text);
		this.answers.flush();
	}

}
