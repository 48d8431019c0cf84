/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class TraceConsoleTests {

	private final List<String> blocks = new CopyOnWriteArrayList<>();

	private final TraceConsole console = new TraceConsole(
			new OpenTraces(Duration.ofMillis(500), Duration.ofSeconds(30), 10, 100), new TreeFormat(Glyphs.ASCII, 100),
			this.blocks::add, System::nanoTime);

	private final StuckExporter collector = new StuckExporter();

	private final SdkTracerProvider provider = provider(Sampler.alwaysOn());

	private final Tracer tracer = this.provider.get("test");

	private SdkTracerProvider provider(Sampler sampler) {
		SdkTracerProvider[] provider = new SdkTracerProvider[1];
		TraceSource source = this.console.register(() -> provider[0].forceFlush());
		provider[0] = SdkTracerProvider.builder()
			.setSampler(sampler)
			.addSpanProcessor(new ConsoleSpanProcessor(source))
			.addSpanProcessor(
					BatchSpanProcessor.builder(SpanExporter.composite(new ConsoleSpanExporter(source), this.collector))
						.build())
			.build();
		return provider[0];
	}

	@AfterEach
	void close() {
		this.collector.release();
		this.provider.shutdown().join(10, TimeUnit.SECONDS);
		this.console.close();
	}

	@Test
	void printsOneBlockWithinASecondOfTheLastEnd() {
		Span root = this.tracer.spanBuilder("order.create").startSpan();
		Span step = this.tracer.spanBuilder("payment.process").setParent(Context.root().with(root)).startSpan();
		step.recordException(new IllegalStateException("rejected"));
		step.setStatus(StatusCode.ERROR);
		step.end();
		long ended = System.nanoTime();
		root.end();
		await().atMost(Duration.ofSeconds(10)).until(() -> !this.blocks.isEmpty());
		// The batch would go five seconds later.
		assertThat(Duration.ofNanos(System.nanoTime() - ended)).isBetween(Duration.ofMillis(500),
				Duration.ofSeconds(4));
		assertThat(this.blocks).singleElement()
			.asString()
			.contains("trace " + root.getSpanContext().getTraceId(), "2 spans", "order.create", "`- payment.process",
					"! IllegalStateException")
			.doesNotContain("incomplete");
	}

	@Test
	void traceIsPrintedWhileTheFlushStillWaitsForTheCollector() {
		this.collector.block();
		this.tracer.spanBuilder("order.create").startSpan().end();
		await().atMost(Duration.ofSeconds(4)).until(() -> !this.blocks.isEmpty());
		assertThat(this.blocks.get(0)).contains("order.create").doesNotContain("incomplete");
	}

	@Test
	void waitsForASpanThatEndsLateOnAnotherThread() throws InterruptedException {
		Span root = this.tracer.spanBuilder("order.create").startSpan();
		Span async = this.tracer.spanBuilder("mail.send").setParent(Context.root().with(root)).startSpan();
		root.end();
		this.provider.forceFlush().join(5, TimeUnit.SECONDS);
		await().during(Duration.ofMillis(700)).until(this.blocks::isEmpty);
		Thread thread = new Thread(async::end);
		thread.start();
		thread.join();
		await().atMost(Duration.ofSeconds(4)).until(() -> !this.blocks.isEmpty());
		assertThat(this.blocks).singleElement().asString().contains("2 spans", "mail.send");
	}

	@Test
	void spanThatStartsLateIsPrintedAsContinued() {
		Span root = this.tracer.spanBuilder("order.create").startSpan();
		root.end();
		await().atMost(Duration.ofSeconds(4)).until(() -> this.blocks.size() == 1);
		this.tracer.spanBuilder("mail.send").setParent(Context.root().with(root)).startSpan().end();
		await().atMost(Duration.ofSeconds(4)).until(() -> this.blocks.size() == 2);
		assertThat(this.blocks.get(1)).contains("continued", "mail.send",
				"parent " + root.getSpanContext().getSpanId());
	}

	@Test
	void spansThatAreNotSampledAreNotSeen() {
		SdkTracerProvider unsampled = provider(Sampler.alwaysOff());
		unsampled.get("test").spanBuilder("order.create").startSpan().end();
		unsampled.shutdown().join(5, TimeUnit.SECONDS);
		this.console.close();
		assertThat(this.blocks).isEmpty();
	}

	@Test
	void closePrintsWhatIsLeft() {
		this.tracer.spanBuilder("order.create").startSpan().end();
		this.provider.shutdown().join(5, TimeUnit.SECONDS);
		this.console.close();
		assertThat(this.blocks).singleElement().asString().contains("order.create");
	}

	@Test
	void startsNoThreadBeforeTheFirstSpan() {
		assertThat(consoleThreads()).isEmpty();
		this.tracer.spanBuilder("order.create").startSpan().end();
		assertThat(consoleThreads()).singleElement().matches(Thread::isDaemon);
		this.console.close();
		assertThat(consoleThreads()).isEmpty();
	}

	@Test
	void flushThatFailsLeavesTheOthersWorking() {
		this.console.register(() -> {
			throw new IllegalStateException("closed");
		});
		this.tracer.spanBuilder("order.create").startSpan().end();
		await().atMost(Duration.ofSeconds(4)).until(() -> !this.blocks.isEmpty());
	}

	@Test
	void tracesThatAreLeftOutAreCountedInOneWarning(CapturedOutput output) {
		List<Span> open = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			open.add(this.tracer.spanBuilder("order.create").startSpan());
		}
		await().atMost(Duration.ofSeconds(4)).until(() -> output.getOut().contains("Did not show"));
		open.forEach(Span::end);
		await().atMost(Duration.ofSeconds(4)).until(() -> this.blocks.size() == 10);
		assertThat(output.getOut()).containsPattern("Did not show \\d traces: .*tracing.console-tree.max-traces=10");
	}

	private static List<Thread> consoleThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("tracing-console"))
			.toList();
	}

	/**
	 * A collector that does not answer, if it is told so.
	 */
	private static final class StuckExporter implements SpanExporter {

		private final CompletableResultCode answer = new CompletableResultCode();

		private volatile boolean blocked;

		void block() {
			this.blocked = true;
		}

		void release() {
			this.blocked = false;
			this.answer.succeed();
		}

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			return this.blocked ? this.answer : CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
