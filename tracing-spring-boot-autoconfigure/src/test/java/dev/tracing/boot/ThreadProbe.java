/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.context.Context;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at threads for what requests have left on them.
 */
final class ThreadProbe {

	private final Queue<String> left = new ConcurrentLinkedQueue<>();

	private final Set<String> threads = ConcurrentHashMap.newKeySet();

	private final CyclicBarrier barrier;

	/**
	 * Creates a probe.
	 * @param threads how many look together
	 */
	ThreadProbe(int threads) {
		this.barrier = new CyclicBarrier(threads);
	}

	/**
	 * Sends requests of a tenant at the same time.
	 */
	static void get(String url, int count) {
		HttpClient client = HttpClient.newHttpClient();
		List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			responses.add(client.sendAsync(HttpRequest.newBuilder(URI.create(url)).header("X-Tenant", "acme").build(),
					HttpResponse.BodyHandlers.ofString()));
		}
		responses.forEach((response) -> assertThat(response.join().body()).isEqualTo("done"));
	}

	void look() {
		this.threads.add(Thread.currentThread().getName());
		lookOnly();
	}

	/**
	 * Looks without counting the thread.
	 */
	void lookOnly() {
		Map<String, String> logged = MDC.getCopyOfContextMap();
		if (Context.current() != Context.root() || (logged != null && !logged.isEmpty())) {
			this.left.add(Thread.currentThread().getName() + " " + Context.current() + logged);
		}
	}

	/**
	 * Looks on all threads at once, so that each of them is looked at.
	 */
	Void meetAndLook() throws Exception {
		this.barrier.await(10, TimeUnit.SECONDS);
		look();
		return null;
	}

	Queue<String> left() {
		return this.left;
	}

	Set<String> threads() {
		return this.threads;
	}

}
