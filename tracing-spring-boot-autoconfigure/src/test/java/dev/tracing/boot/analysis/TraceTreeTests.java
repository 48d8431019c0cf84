/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class TraceTreeTests {

	@Test
	void spansLieInTheirParentsInTheOrderOfTheirStarts() {
		List<FinishedSpan> shuffled = new ArrayList<>(SampleTrace.order().spans());
		Collections.shuffle(shuffled, new Random(42));
		TraceTree tree = TraceTree.of(shuffled);
		assertThat(tree.roots()).hasSize(1);
		assertThat(tree.roots().get(0).children()).extracting((node) -> node.span().name())
			.containsExactly("user.validate", "inventory.check", "price.calculate", "order.create_record",
					"payment.process", "inventory.reserve", "notification.send");
		assertThat(tree.durationNanos()).isEqualTo(millis(500));
		assertThat(tree.services()).containsExactly("order");
	}

	@Test
	void emptyTraceHasNothing() {
		TraceTree tree = TraceTree.of(List.of());
		assertThat(tree.roots()).isEmpty();
		assertThat(tree.bottleneck()).isNull();
		assertThat(tree.durationNanos()).isZero();
	}

	@Test
	void siblingsThatOverlapAreOneGroup() {
		List<List<SpanNode>> groups = ParallelGroups.of(SampleTrace.order().tree().roots().get(0).children());
		assertThat(groups).hasSize(5);
		assertThat(groups.get(4)).extracting((node) -> node.span().name())
			.containsExactly("payment.process", "inventory.reserve", "notification.send");
	}

	@Test
	void siblingsThatOverlapThroughAThirdAreOneGroup() {
		TraceTree tree = new SampleTrace().span("root", null, 0, 100)
			.span("a", "root", 0, 100)
			.span("b", "root", 10, 20)
			.span("c", "root", 50, 60)
			.tree();
		assertThat(ParallelGroups.of(tree.roots().get(0).children())).hasSize(1);
	}

	@Test
	void aLateEndIsNoOverlap() {
		TraceTree tree = new SampleTrace().span("root", null, 0, 100)
			.span("a", "root", 0, 50.2)
			.span("b", "root", 50, 100)
			.tree();
		assertThat(ParallelGroups.of(tree.roots().get(0).children())).hasSize(2);
	}

	@Test
	void selfTimeIsWhatNoAwaitedChildCovers() {
		TraceTree tree = SampleTrace.order().tree();
		assertThat(node(tree, "order.create").selfNanos()).isEqualTo(millis(100));
		assertThat(node(tree, "payment.process").selfNanos()).isEqualTo(millis(200));
	}

	@Test
	void everyMomentOfTheRootBelongsToOneSpanOfTheCriticalPath() {
		TraceTree tree = SampleTrace.order().tree();
		assertThat(tree.nodes().stream().mapToLong(SpanNode::criticalSelfNanos).sum()).isEqualTo(millis(500));
		assertThat(tree.nodes()).filteredOn((node) -> !node.isCritical())
			.extracting((node) -> node.span().name())
			.containsExactlyInAnyOrder("inventory.reserve", "notification.send");
	}

	@Test
	void nobodyWaitsForASpanThatOutlivesItsParent() {
		TraceTree tree = new SampleTrace().span("root", null, 0, 100)
			.span("step", "root", 5, 60)
			.span("async", "root", 20, 900)
			.kind(SpanKind.PRODUCER)
			.span("send", "root", 60, 70)
			.in("mail")
			.kind(SpanKind.CONSUMER)
			.span("receive", "send", 65, 700)
			.tree();
		assertThat(node(tree, "async").isCritical()).isFalse();
		assertThat(node(tree, "receive").isCritical()).isFalse();
		assertThat(node(tree, "root").selfNanos()).isEqualTo(millis(35));
		assertThat(node(tree, "send").selfNanos()).isEqualTo(millis(10));
		assertThat(tree.durationNanos()).isEqualTo(millis(900));
		assertThat(tree.bottleneck()).isSameAs(node(tree, "step"));
	}

	@Test
	void ancestorsThatAreMissingLeaveSeveralRoots() {
		TraceTree tree = new SampleTrace().kind(SpanKind.SERVER)
			.span("GET /a", "far-away", 0, 10)
			.kind(SpanKind.SERVER)
			.span("GET /b", "farther", 10, 200)
			.span("step", "GET /b", 20, 150)
			.tree();
		assertThat(tree.roots()).extracting((node) -> node.span().name()).containsExactly("GET /a", "GET /b");
		assertThat(tree.bottleneck()).isSameAs(node(tree, "step"));
	}

	@Test
	void circlesAndDoubleIdsEndAndLoseNoSpan() {
		TraceTree tree = new SampleTrace().span("itself", "itself", 0, 10)
			.span("a", "c", 5, 10)
			.span("b", "a", 3, 10)
			.span("c", "b", 4, 10)
			.span("leaf", "c", 5, 6)
			.span("leaf", "a", 5, 9)
			.tree();
		assertThat(tree.nodes()).extracting((node) -> node.span().spanId())
			.containsExactlyInAnyOrder("itself", "a", "b", "c", "leaf");
		assertThat(tree.roots()).extracting((node) -> node.span().spanId()).containsExactly("itself", "b");
		assertThat(node(tree, "b").children()).containsExactly(node(tree, "c"));
		assertThat(node(tree, "a").children()).isEmpty();
	}

	@Test
	void chainOfManyThousandsIsNoProblem() {
		SampleTrace trace = new SampleTrace().span("0", null, 0, 1000);
		for (int i = 1; i < 20_000; i++) {
			trace.span(Integer.toString(i), Integer.toString(i - 1), 0, 1000);
		}
		TraceTree tree = trace.tree();
		assertThat(tree.nodes()).hasSize(20_000);
		assertThat(tree.bottleneck()).isSameAs(node(tree, "19999"));
	}

	@Test
	void twoHundredSpansAreAnalysed() {
		SampleTrace trace = new SampleTrace().span("root", null, 0, 2000);
		for (int i = 1; i < 200; i++) {
			trace.kind(SpanKind.CLIENT).span("db.query#" + i, "root", i * 10, i * 10 + 9);
		}
		TraceTree tree = trace.tree();
		assertThat(tree.nodes()).hasSize(200);
		assertThat(node(tree, "root").selfNanos()).isEqualTo(millis(2000 - 199 * 9));
		assertThat(tree.roots().get(0).children()).extracting(SpanNode::likeness).containsOnly(0);
	}

	@Test
	void spansLookAlikeOnlyWithAllThatLiesBelow() {
		TraceTree tree = new SampleTrace().span("root", null, 0, 100)
			.span("item#1", "root", 0, 10)
			.span("query#1", "item#1", 1, 2)
			.span("item#2", "root", 10, 20)
			.span("query#2", "item#2", 11, 12)
			.span("query#3", "item#2", 12, 13)
			.span("item#3", "root", 20, 30)
			.failing("Timeout")
			.span("query#4", "item#3", 21, 22)
			.tree();
		assertThat(node(tree, "item#1").likeness()).isEqualTo(node(tree, "item#2").likeness());
		assertThat(node(tree, "item#1").likeness()).isNotEqualTo(node(tree, "item#3").likeness());
	}

	@Test
	void wrongClockOfAnotherProcessIsSetRight() {
		TraceTree tree = new SampleTrace().span("payment.process", null, 0, 100)
			.kind(SpanKind.CLIENT)
			.span("POST", "payment.process", 0, 100)
			.in("payment")
			.kind(SpanKind.SERVER)
			.span("POST /payments", "POST", -5000, -4920)
			.span("payment.book", "POST /payments", -4990, -4930)
			.tree();
		assertThat(node(tree, "POST /payments").startNanos() - node(tree, "POST").startNanos()).isEqualTo(millis(10));
		assertThat(node(tree, "payment.book").startNanos() - node(tree, "POST").startNanos()).isEqualTo(millis(20));
		assertThat(tree.durationNanos()).isEqualTo(millis(100));
		assertThat(node(tree, "payment.book").isCritical()).isTrue();
	}

	@Test
	void messageThatArrivesBeforeItWasSentIsSetRight() {
		TraceTree tree = new SampleTrace().kind(SpanKind.PRODUCER)
			.span("send", null, 0, 10)
			.in("mail")
			.kind(SpanKind.CONSUMER)
			.span("process", "send", -300, 200)
			.tree();
		assertThat(node(tree, "process").startNanos()).isEqualTo(node(tree, "send").startNanos());
	}

	@Test
	void spanThatEndsBeforeItStartsHasNoDuration() {
		TraceTree tree = new SampleTrace().span("root", null, 10, 5).with(Attributes.empty()).tree();
		assertThat(tree.durationNanos()).isZero();
	}

	private static SpanNode node(TraceTree tree, String id) {
		return tree.nodes().stream().filter((node) -> node.span().spanId().equals(id)).findFirst().orElseThrow();
	}

	private static long millis(long millis) {
		return TimeUnit.MILLISECONDS.toNanos(millis);
	}

}
