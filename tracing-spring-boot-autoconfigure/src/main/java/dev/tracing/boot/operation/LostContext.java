/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.operation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of spans that begin a trace where a parent was expected, and where their thread
 * comes from: that is where the context was lost. Only at level debug, and once for each
 * name, because it walks the stack.
 */
public final class LostContext {

	private static final Logger logger = LoggerFactory.getLogger(LostContext.class);

	private static final int MAX_NAMES = 256;

	// What the SDK calls a span that was given no name.
	private static final String UNNAMED = "<unspecified span name>";

	private static final List<String> PLATFORM = List.of("java.", "javax.", "jdk.", "sun.", "jakarta.",
			"io.opentelemetry.", "io.micrometer.", "io.netty.", "reactor.", "org.apache.", "org.eclipse.jetty.",
			"org.springframework.", "dev.tracing.boot.");

	private final Set<String> told = ConcurrentHashMap.newKeySet();

	private final LongAdder lost = new LongAdder();

	private final boolean enabled;

	private volatile UnaryOperator<String> names = UnaryOperator.identity();

	/**
	 * Creates one that has told nothing yet.
	 * @param enabled whether anything is traced
	 */
	public LostContext(boolean enabled) {
		this.enabled = enabled;
	}

	/**
	 * Changes how spans are named in the log.
	 * @param names makes the name of a span presentable
	 */
	public void showNamesAs(UnaryOperator<String> names) {
		this.names = names;
	}

	/**
	 * Tells of an operation that has no parent.
	 * @param <R> the type of the request
	 * @param operation the operation that begins a trace
	 * @param semantics what it is
	 * @param request what it is about
	 */
	<R> void tell(Operation operation, SpanSemantics<R> semantics, R request) {
		this.lost.increment();
		if (!isWanted()) {
			return;
		}
		try {
			tell(operation.span().getSpanContext(), semantics.name(request), semantics.kind());
		}
		catch (RuntimeException ex) {
			logger.debug("A span without a parent has no name either", ex);
		}
	}

	long lost() {
		return this.lost.sum();
	}

	/**
	 * Whether anybody listens, and there are names left to tell.
	 * @return whether it is worth to find out what a span is
	 */
	public boolean isWanted() {
		return this.enabled && logger.isDebugEnabled() && this.told.size() < MAX_NAMES;
	}

	/**
	 * Tells of a span that has no parent, if its name was not told before; of one without
	 * a name, if none was told that was made at the same place.
	 * @param span the span
	 * @param name its name
	 * @param kind its kind
	 */
	public void tell(SpanContext span, String name, SpanKind kind) {
		// Observations have no name yet when they start.
		boolean named = !name.isEmpty() && !name.equals(UNNAMED);
		if (named && !this.told.add(name)) {
			return;
		}
		String made = place(", called at ", false);
		if (!named && !this.told.add(made)) {
			return;
		}
		logger.debug(
				"Span '{}' ({}) has no parent: trace id {}, span id {}, sampled {}, thread '{}'{}{}. If a request "
						+ "caused it, the context was lost on the way to this thread: hand the work to a bean, or wrap "
						+ "it with Context.current().wrap(...)",
				this.names.apply(name), kind, span.getTraceId(), span.getSpanId(), span.isSampled(),
				Thread.currentThread().getName(), made, place(", whose work begins at ", true));
	}

	// The frame of the application that is nearest to the span or to the thread's start.
	private static String place(String words, boolean outermost) {
		Optional<StackWalker.StackFrame> frame = StackWalker.getInstance().walk((frames) -> {
			Stream<StackWalker.StackFrame> own = frames.filter((each) -> isOfTheApplication(each.getClassName()));
			return outermost ? own.reduce((inner, outer) -> outer) : own.findFirst();
		});
		return frame.map((each) -> words + each.toStackTraceElement()).orElse("");
	}

	private static boolean isOfTheApplication(String className) {
		return !className.contains("$$") && PLATFORM.stream().noneMatch(className::startsWith);
	}

}
