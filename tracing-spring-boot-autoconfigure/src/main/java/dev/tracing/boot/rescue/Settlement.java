/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.span.DeferringSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of traces that are decided on: their spans go on to the export, or are
 * forgotten.
 */
final class Settlement {

	private static final AttributeKey<Long> ELIDED = AttributeKey.longKey("tracing.elided_spans");

	private final SpanProcessor next;

	private final TraceBuffer buffer;

	private final Judgement judgement;

	private final FloodControl floodControl;

	private final Verdicts verdicts;

	private final Ledger ledger;

	private final RescueCounts counts;

	Settlement(SpanProcessor next, TraceBuffer buffer, Judgement judgement, FloodControl floodControl,
			Verdicts verdicts, Ledger ledger, RescueCounts counts) {
		this.next = next;
		this.buffer = buffer;
		this.judgement = judgement;
		this.floodControl = floodControl;
		this.verdicts = verdicts;
		this.ledger = ledger;
		this.counts = counts;
	}

	/**
	 * Decides on a trace whose spans are all held.
	 * @param trace a trace that is the caller's to decide on
	 */
	void decide(LocalTrace trace) {
		Verdicts.Rescued rescued = verdict(trace);
		if (rescued == null) {
			forget(trace);
		}
		else {
			rescue(trace, rescued);
		}
	}

	/**
	 * Forgets a trace and its local root, which is not among its spans.
	 * @param trace the trace
	 * @param root its local root
	 */
	void forget(LocalTrace trace, ReadableSpan root) {
		forget(trace);
		this.ledger.forget(Account.LIVE, 1);
		this.counts.tellRoot(root);
	}

	private void forget(LocalTrace trace) {
		this.counts.forgotten.increment();
		Held spans = this.buffer.take(trace);
		this.ledger.forget(Account.BUFFERED, Held.count(spans));
		this.counts.tellRoots(spans);
	}

	/**
	 * Decides on a trace and does nothing yet.
	 * @param trace a trace that is the caller's to decide on
	 * @return how it is rescued; null if it is to be forgotten
	 */
	Verdicts.@Nullable Rescued verdict(LocalTrace trace) {
		Verdicts.Rescued earlier = this.verdicts.get(trace.id());
		if (earlier != null) {
			return earlier;
		}
		if (!this.judgement.isWorthIt(trace)) {
			return null;
		}
		RescueReason reason = this.judgement.decide(trace, this.floodControl);
		if (reason == null) {
			countAsFlooded(trace);
			return null;
		}
		return new Verdicts.Rescued(trace.id(), reason, trace.isPartial());
	}

	// One that was refused on the word of another service has been counted.
	private void countAsFlooded(LocalTrace trace) {
		if (!trace.isRefused(this.judgement.downstream().name())) {
			this.counts.flooded.increment();
		}
	}

	void rescue(LocalTrace trace, Verdicts.Rescued rescued) {
		rescued.reason().count();
		if (this.verdicts.add(rescued)) {
			this.counts.verdictsForgotten.increment();
		}
		Attributes attributes = rescued.attributes();
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
	 * A span has ended after the verdict on its trace.
	 * @param span the span
	 * @param account where it is by now
	 */
	void endLate(ReadableSpan span, Account account) {
		Verdicts.Rescued rescued = this.verdicts.get(span.getSpanContext().getTraceId());
		if (rescued == null) {
			this.counts.lateForgotten.increment();
			this.ledger.forget(account, 1);
			return;
		}
		this.counts.lateRescued.increment();
		if (span instanceof DeferringSpan deferring) {
			deferring.resolve();
		}
		this.ledger.rescue(1);
		if (account != Account.LIVE) {
			this.ledger.move(account, Account.LIVE, 1);
		}
		this.next.onEnd(new RescuedSpan(span, rescued.attributes()));
	}

}
