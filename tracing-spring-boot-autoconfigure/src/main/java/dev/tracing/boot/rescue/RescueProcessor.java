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
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * Holds back the spans of traces that are not sampled until their local roots have ended,
 * and then lets them through or forgets them. Sampled spans pass.
 */
final class RescueProcessor implements ContextSpanProcessor {

	private static final AttributeKey<Long> ELIDED = AttributeKey.longKey("tracing.elided_spans");

	private final SpanProcessor next;

	private final TraceBuffer buffer;

	private final Judgement judgement;

	private final SlowThreshold threshold;

	private final FloodControl floodControl;

	private final Verdicts verdicts;

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
			endLate(span, Account.LIVE);
			return;
		}
		boolean root = isLocalRoot(span);
		hold(trace, span, root);
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

	private void hold(LocalTrace trace, ReadableSpan span, boolean root) {
		SpanData data = span.toSpanData();
		boolean failed = this.judgement.look(trace, data, root);
		Held held = Held.of(span, data, root, failed);
		this.ledger.move(Account.LIVE, Account.BUFFERED, 1);
		this.buffer.grow(held.bytes());
		Held gone = trace.spans().add(held);
		if (gone == HeldSpans.CLOSED) {
			this.buffer.grow(-held.bytes());
			endLate(span, Account.BUFFERED);
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
			decide(oldest);
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

	// After the verdict on its trace.
	private void endLate(ReadableSpan span, Account account) {
		Verdicts.Rescued rescued = this.verdicts.get(span.getSpanContext().getTraceId());
		if (rescued == null) {
			this.counts.lateForgotten.increment();
			this.ledger.forget(account, 1);
			return;
		}
		this.counts.lateRescued.increment();
		this.ledger.rescue(1);
		if (account != Account.LIVE) {
			this.ledger.move(account, Account.LIVE, 1);
		}
		this.next.onEnd(new RescuedSpan(span, rescued.attributes()));
	}

	private void settle(LocalTrace trace) {
		if (trace.close()) {
			decide(trace);
		}
	}

	private void decide(LocalTrace trace) {
		Verdicts.Rescued rescued = verdict(trace);
		if (rescued == null) {
			this.counts.forgotten.increment();
			Held spans = this.buffer.take(trace);
			this.ledger.forget(Account.BUFFERED, Held.count(spans));
			this.counts.tellRoots(spans);
			return;
		}
		rescued.reason().count();
		if (this.verdicts.add(rescued)) {
			this.counts.verdictsForgotten.increment();
		}
		rescue(trace, rescued.attributes());
	}

	private Verdicts.@Nullable Rescued verdict(LocalTrace trace) {
		Verdicts.Rescued earlier = this.verdicts.get(trace.id());
		if (earlier != null) {
			return earlier;
		}
		if (!this.judgement.isWorthIt(trace)) {
			return null;
		}
		RescueReason reason = this.judgement.decide(trace, this.floodControl);
		if (reason == null) {
			this.counts.flooded.increment();
			return null;
		}
		return new Verdicts.Rescued(trace.id(), reason, trace.isPartial());
	}

	private void rescue(LocalTrace trace, Attributes attributes) {
		Held spans = this.buffer.take(trace);
		int kept = Held.count(spans);
		this.ledger.rescue(kept);
		int elided = trace.spans().added() - kept;
		Attributes ofRoots = (elided > 0) ? attributes.toBuilder().put(ELIDED, (long) elided).build() : attributes;
		for (Held held = spans; held != null; held = held.next()) {
			this.ledger.move(Account.BUFFERED, Account.LIVE, 1);
			this.next.onEnd(new RescuedSpan(held.span(), (held.worth() == Held.ROOT) ? ofRoots : attributes));
		}
	}

	/**
	 * Decides on a trace before its local root has ended, if it is worth rescuing by now.
	 * What is promised is kept.
	 * @param root the local root
	 * @param failed whether it is known to fail
	 * @return whether the trace will be rescued
	 */
	boolean promises(Span root, boolean failed) {
		String traceId = root.getSpanContext().getTraceId();
		LocalTrace trace = this.buffer.get(traceId);
		if (trace == null || trace.promised() != null) {
			return trace != null || this.verdicts.get(traceId) != null;
		}
		if (root instanceof ReadableSpan readable) {
			this.judgement.foresee(trace, readable, failed);
		}
		RescueReason reason = this.judgement.isWorthIt(trace) ? this.judgement.decide(trace, this.floodControl) : null;
		if (reason != null) {
			trace.promise(reason);
		}
		return reason != null;
	}

	/**
	 * The service that was called rescues the trace.
	 * @param call the span of the call
	 */
	void heard(SpanContext call) {
		LocalTrace trace = this.buffer.get(call.getTraceId());
		if (trace != null) {
			trace.answered(call.getSpanId());
			trace.promise(this.judgement.downstream());
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
			decide(trace);
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
