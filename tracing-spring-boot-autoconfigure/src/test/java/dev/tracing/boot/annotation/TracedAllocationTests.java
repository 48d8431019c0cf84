/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;
import dev.tracing.boot.MeasuredTest;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@MeasuredTest
class TracedAllocationTests {

	private static final int CALLS = 20_000;

	@Test
	void callWithoutRecordedTraceAllocatesWhatAnEmptyAdviceDoes() {
		ProxyFactory factory = new ProxyFactory(new Counter());
		factory.setProxyTargetClass(true);
		factory.addAdvice((MethodInterceptor) (invocation) -> invocation.proceed());
		Counter empty = (Counter) factory.getProxy();
		TracedApplication.run(Counter.class, (traced, spans) -> {
			Span unsampled = Span.wrap(SpanContext.create("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
					TraceFlags.getDefault(), TraceState.getDefault()));
			try (Scope scope = unsampled.makeCurrent()) {
				long floor = allocated(empty);
				// Until the compiler has had its time.
				await().pollInSameThread()
					.untilAsserted(() -> assertThat(allocated(traced)).isLessThanOrEqualTo(floor + CALLS));
			}
		});
	}

	private static long allocated(Counter counter) {
		long least = Long.MAX_VALUE;
		for (int round = 0; round < 8; round++) {
			long before = bytes();
			for (int i = 0; i < CALLS; i++) {
				counter.next("order", 1);
			}
			least = Math.min(least, bytes() - before);
		}
		return least;
	}

	private static long bytes() {
		return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}

	public static class Counter {

		private int calls;

		@Traced
		public void next(@SpanAttribute("order.id") String id, @SpanAttribute("order.amount") int amount) {
			this.calls += amount;
		}

	}

}
