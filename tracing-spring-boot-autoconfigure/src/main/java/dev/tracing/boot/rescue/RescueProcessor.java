/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.concurrent.atomic.LongAdder;

import dev.tracing.boot.ContextSpanProcessor;
import dev.tracing.boot.SlowThreshold;
import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.operation.Lasting;
import dev.tracing.boot.span.DeferringSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Holds back the spans of traces that are not sampled until their local roots have ended,
 * and then lets them through or forgets them. Sampled spans pass.
 */
final class RescueProcessor implements ContextSpanProcessor {

	private final SpanProcessor next;

	private final TraceBuffer buffer;

	private final Judgement judgement;

	private final SlowThreshold threshold;

	private final FloodControl floodControl;

	private final Verdicts verdicts;

	private final Settlement settlement;

	private final Linger linger;

	private final Ledger ledger;

	private final RescueCounts counts;

	RescueProcessor(SpanProcessor next, TraceBuffer buffer, Judgement judgement, SlowThreshold threshold,
			FloodControl floodControl, Verdicts verdicts, Linger linger, Ledger ledger, RescueCounts counts) {
		this.next = next;
		this.buffer = buffer;
		this.judgement = judgement;
		this.threshold = threshold;
		this.floodControl = floodControl;
		this.verdicts = verdicts;
		this.settlement = new Settlement(next, buffer, judgement, floodControl, verdicts, ledger, counts);
		this.linger = linger;
		this.ledger = ledger;
		this.counts = counts;
		linger.start(this::settle);
	}

	@Override
	public void onStart(Context parentContext, ReadWriteSpan span) {
		if (this.next.isStartRequired()) {
			this.next.onStart(parentContext, span);
		}
		if (span.getSpanContext().isSampled()) {
			return;
		}
		String traceId = span.getSpanContext().getTraceId();
		if (isLocalRoot(span)) {
			begin(this.buffer.enter(traceId), parentContext, span);
		}
		else if (this.linger.isSet()) {
			LocalTrace trace = this.buffer.get(traceId);
			if (trace != null) {
				trace.started();
			}
		}
	}

	private void begin(LocalTrace trace, Context parentContext, ReadWriteSpan span) {
		if (Lasting.isMarked(parentContext)) {
			trace.lasting(span.getSpanContext().getSpanId());
		}
		if (this.threshold != SlowThreshold.NONE) {
			trace.threshold(this.threshold.nanos(parentContext, span.getName(), span.getKind(), span.getAttributes()));
		}
		boolean evicted = true;
		while (evicted && this.buffer.hasTooManyTraces()) {
			evicted = evict(this.counts.evictedByTraces);
		}
	}

	@Override
	public boolean isStartRequired() {
		return true;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		if (span.getSpanContext().isSampled()) {
			this.next.onEnd(span);
			return;
		}
		LocalTrace trace = this.buffer.get(span.getSpanContext().getTraceId());
		if (trace == null) {
			this.settlement.endLate(span, Account.LIVE);
			return;
		}
		boolean root = isLocalRoot(span);
		boolean failed = this.judgement.look(trace, span.toSpanData(), root);
		// Nearly always nothing else is waited for, and nothing is worth it.
		if (root && !this.linger.isSet() && trace.closeAlone()) {
			endAlone(trace, span, failed);
			return;
		}
		hold(trace, span, root, failed);
		if (root) {
			if (trace.leave() && !(this.linger.isSet() && this.linger.waitsFor(trace))) {
				settle(trace);
			}
		}
		else if (this.linger.isSet()) {
			trace.ended();
			if (trace.isIdle()) {
				settle(trace);
			}
		}
	}

	private void hold(LocalTrace trace, ReadableSpan span, boolean root, boolean failed) {
		if (span instanceof DeferringSpan deferring) {
			// It is read later, and by others.
			deferring.resolve();
		}
		Held held = Held.of(span, span.toSpanData(), root, failed);
		this.ledger.move(Account.LIVE, Account.BUFFERED, 1);
		this.buffer.grow(held.bytes());
		Held gone = trace.spans().add(held);
		if (gone == HeldSpans.CLOSED) {
			this.buffer.grow(-held.bytes());
			this.settlement.endLate(span, Account.BUFFERED);
			return;
		}
		if (gone != null) {
			this.buffer.grow(-gone.bytes());
			this.counts.elided.increment();
			this.ledger.forget(Account.BUFFERED, 1);
		}
		boolean evicted = true;
		while (evicted && this.buffer.hasTooManyBytes()) {
			evicted = evict(this.counts.evictedByBytes);
		}
	}

	private boolean evict(LongAdder evictions) {
		LocalTrace oldest = this.buffer.oldest();
		if (oldest == null) {
			return false;
		}
		if (oldest.promised() != null) {
			this.settlement.decide(oldest);
			return true;
		}
		evictions.increment();
		Held spans = this.buffer.take(oldest);
		this.ledger.lose(Account.BUFFERED, Loss.EVICTED, Held.count(spans));
		this.counts.tellEvicted(spans);
		return true;
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

	private void endAlone(LocalTrace trace, ReadableSpan root, boolean failed) {
		Verdicts.Rescued rescued = this.settlement.verdict(trace);
		if (rescued == null) {
			this.settlement.forget(trace, root);
		}
		else {
			hold(trace, root, true, failed);
			this.settlement.rescue(trace, rescued);
		}
	}

	private void settle(LocalTrace trace) {
		if (trace.close()) {
			this.settlement.decide(trace);
		}
	}

	/**
	 * Decides on a trace before its local root has ended, if it is worth rescuing by now.
	 * What is promised is kept.
	 * @param root the local root
	 * @param failed whether it is known to fail
	 * @param lasts whether it looks as if it were meant to last, so that only its end
	 * tells whether it is slow
	 * @return whether the trace will be rescued
	 */
	boolean promises(Span root, boolean failed, boolean lasts) {
		String traceId = root.getSpanContext().getTraceId();
		LocalTrace trace = this.buffer.get(traceId);
		if (trace == null) {
			return this.verdicts.get(traceId) != null;
		}
		Verdicts.Rescued earlier = (trace.promised() != null) ? null : this.verdicts.get(traceId);
		if (earlier != null) {
			trace.promise(earlier.reason());
		}
		boolean promised = trace.promised() != null || promise(trace, root, failed, lasts);
		if (promised) {
			trace.told(root.getSpanContext().getSpanId());
		}
		return promised;
	}

	private boolean promise(LocalTrace trace, Span root, boolean failed, boolean lasts) {
		if (root instanceof ReadableSpan readable) {
			this.judgement.foresee(trace, readable, failed, lasts);
		}
		RescueReason reason = this.judgement.isWorthIt(trace) ? this.judgement.decide(trace, this.floodControl) : null;
		if (reason != null) {
			trace.promise(reason);
		}
		return reason != null;
	}

	/**
	 * The service that was called rescues the trace. So does this one, unless all rescues
	 * together are too many by now.
	 * @param call the span of the call
	 */
	void heard(SpanContext call) {
		LocalTrace trace = this.buffer.get(call.getTraceId());
		if (trace == null) {
			return;
		}
		trace.answered(call.getSpanId());
		RescueReason downstream = this.judgement.downstream();
		if (trace.promised() != null || trace.isRefused(downstream.name())) {
			return;
		}
		if (this.floodControl.admitsOfOthers()) {
			trace.promise(downstream);
		}
		else {
			this.counts.flooded.increment();
			trace.refuse(downstream.name());
		}
	}

	private static boolean isLocalRoot(ReadableSpan span) {
		SpanContext parent = span.getParentSpanContext();
		return !parent.isValid() || parent.isRemote();
	}

	@Override
	public CompletableResultCode shutdown() {
		this.linger.close();
		for (LocalTrace trace = this.buffer.oldest(); trace != null; trace = this.buffer.oldest()) {
			this.settlement.decide(trace);
		}
		return this.next.shutdown();
	}

	@Override
	public CompletableResultCode forceFlush() {
		return this.next.forceFlush();
	}

	@Override
	public String toString() {
		return "RescueProcessor";
	}

}
