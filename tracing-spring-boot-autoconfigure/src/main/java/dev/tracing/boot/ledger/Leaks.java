/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.ledger;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import dev.tracing.boot.Pace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spans that were written off because they have not ended for too long. One that ends
 * after all is taken back into the books and goes its way.
 */
final class Leaks {

	private static final Logger logger = LoggerFactory.getLogger(Leaks.class);

	private static final int MAX_RECENT = 32;

	private final UnaryOperator<String> shownNames;

	private final Ledger ledger;

	private final Duration after;

	private final Pace messages;

	// A span that nobody holds any more cannot end: its entry is swept away.
	private final Map<String, WeakReference<ReadableSpan>> writtenOff = new ConcurrentHashMap<>();

	private final Object monitor = new Object();

	private final Deque<Leak> recent = new ArrayDeque<>();

	private long count;

	/**
	 * Creates the collection.
	 * @param ledger where leaks are written
	 * @param after age from which a span counts as leaked
	 * @param nanoClock the time in nanoseconds
	 * @param shownNames makes a name presentable
	 */
	Leaks(Ledger ledger, Duration after, LongSupplier nanoClock, UnaryOperator<String> shownNames) {
		this.shownNames = shownNames;
		this.ledger = ledger;
		this.after = after;
		this.messages = Pace.ofMessages(nanoClock);
	}

	Duration after() {
		return this.after;
	}

	void ended(ReadableSpan span) {
		if (!this.writtenOff.isEmpty() && this.writtenOff.remove(span.getSpanContext().getSpanId()) != null) {
			this.ledger.reclaim();
		}
	}

	/**
	 * Writes a span off, unless it ends at this moment.
	 * @param live where it stands
	 * @param place its place
	 * @param span the span
	 */
	void writeOff(LiveSpans live, int place, ReadableSpan span) {
		Throwable origin = live.origin(place);
		String id = span.getSpanContext().getSpanId();
		// First, so that whoever ends it and does not find it in its place finds it here.
		this.writtenOff.put(id, new WeakReference<>(span));
		if (!live.take(place, span)) {
			this.writtenOff.remove(id);
			return;
		}
		if (span.getSpanContext().isSampled()) {
			this.ledger.lose(Account.LIVE, Loss.LEAKED, 1);
		}
		else {
			this.ledger.forget(Account.LIVE, 1);
		}
		tell(Leak.of(span, origin), origin);
	}

	private void tell(Leak leak, @Nullable Throwable origin) {
		synchronized (this.monitor) {
			this.count++;
			if (this.recent.size() == MAX_RECENT) {
				this.recent.removeFirst();
			}
			this.recent.addLast(leak);
			if (!this.messages.isDue()) {
				return;
			}
			String advice = (origin != null) ? "it was started here" : "tracing.ledger.leak-origins=true tells where";
			logger.warn(
					"Span '{}' of {} has not ended for {} (tracing.ledger.leak-after) and counts as leaked, "
							+ "{} so far: {}",
					this.shownNames.apply(leak.name()), leak.scope(), this.after, this.count, advice, origin);
		}
	}

	void forgetCollected() {
		this.writtenOff.values().removeIf((span) -> span.refersTo(null));
	}

	List<Leak> recent() {
		synchronized (this.monitor) {
			return List.copyOf(this.recent);
		}
	}

	/**
	 * A span that has not ended.
	 *
	 * @param name its name
	 * @param scope the instrumentation that started it
	 * @param traceId id of its trace
	 * @param origin the line that started it, or the method that it stands for; null if
	 * neither is known
	 */
	record Leak(String name, String scope, String traceId, @Nullable String origin) {

		private static final AttributeKey<String> FUNCTION_NAME = AttributeKey.stringKey("code.function.name");

		static Leak of(ReadableSpan span, @Nullable Throwable origin) {
			return new Leak(span.getName(), span.getInstrumentationScopeInfo().getName(),
					span.getSpanContext().getTraceId(),
					(origin != null) ? line(origin) : span.getAttribute(FUNCTION_NAME));
		}

		// The first line that is neither tracing nor a proxy around the method.
		private static String line(Throwable origin) {
			for (StackTraceElement frame : origin.getStackTrace()) {
				if (!isPlumbing(frame.getClassName())) {
					return frame.toString();
				}
			}
			return origin.getStackTrace()[0].toString();
		}

		private static boolean isPlumbing(String type) {
			return type.startsWith("io.opentelemetry.") || type.startsWith("dev.tracing.boot.")
					|| type.startsWith("io.micrometer.") || type.startsWith("org.springframework.")
					|| type.startsWith("java.") || type.startsWith("jdk.") || type.contains("$$SpringCGLIB$$");
		}

	}

}
