/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.tracing.boot.kafka.KafkaBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Goes every way through an application, and tests that {@code docs/propagation.md} says
 * what is found at its end.
 */
@ExtendWith(KafkaBroker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PropagationPageTests {

	private static final String INTRODUCTION = """
			# Propagation

			What is found at the end of every way through an application, without a line of code for it: whether the trace is the
			caller's, whether a native span, an `Observation` and `Span.current()` there all have the right parent, whether the baggage
			has come along and log lines name the span, how many spans the way itself makes, and whether whoever uses the same thread
			or connection next finds nothing of it.

			This page is written by `PropagationPageTests`, which goes every way with real threads, servers and brokers. A row is a
			class that implements `Hop`.

			Not among the rows: Spring Cloud Gateway, which is no single way from a caller to a place of the same application. Its hops
			are tested on their own in `WebMvcGatewayCloudTests` and `WebFluxGatewayCloudTests` (its train is no dependency of the other
			tests). Nor what is no way to another thread or application: statements (`JdbcStatementTests`), work that is spread
			(`FanOutTests`). Batches of several Kafka records are tested in `KafkaBatchListenerTracingTests` and `KafkaBatchModesTests`,
			request and reply in `KafkaRequestReplyTests`, transactions in `KafkaTransactionTests`, all four forms of gRPC calls in
			`GrpcCallTests`. Where the tests run on a Java without virtual threads, `VirtualThreadsTests` goes their rows on a newer one.

			""";

	private final PropagationMatrix matrix = new PropagationMatrix();

	@AfterAll
	void stopApplications() {
		this.matrix.close();
	}

	static Stream<Arguments> hops() {
		return arguments(PropagationMatrix.hops());
	}

	static Stream<Arguments> hopsThatNeedUs() {
		return arguments(PropagationMatrix.hops().stream().filter((hop) -> !hop.feature().isEmpty()).toList());
	}

	private static Stream<Arguments> arguments(List<Hop> hops) {
		return hops.stream()
			.filter(PropagationMatrix::canRun)
			.map((hop) -> Arguments.argumentSet(hop.group() + " to " + hop.name(), hop));
	}

	@ParameterizedTest
	@MethodSource("hops")
	void traceArrives(Hop hop) throws Exception {
		HopFacts facts = this.matrix.facts(hop);
		assertThat(facts.all()).as("%s", facts).isTrue();
	}

	@ParameterizedTest
	@MethodSource("hopsThatNeedUs")
	void traceIsLostWithoutTheFeature(Hop hop) throws Exception {
		assertThat(this.matrix.isLostWithoutFeature(hop)).isTrue();
	}

	@Test
	void pageSaysWhatIsFound() throws Exception {
		Path page = ProjectFiles.root().resolve("docs/propagation.md");
		String present = page.toFile().exists() ? ProjectFiles.read(page) : "";
		ProjectFiles.assertUpToDate(page, INTRODUCTION + this.matrix.table(present), getClass());
	}

}
