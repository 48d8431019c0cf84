/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import dev.tracing.boot.ledger.UnsampledSpans;
import org.jspecify.annotations.Nullable;

/**
 * Changes the sampler while the application runs. What is in effect is what is configured
 * with all changes that have not ended; it takes over as a whole, so that no request
 * waits for it or sees half of it.
 */
final class Steering implements AutoCloseable, UnsampledSpans {

	private final Object lock = new Object();

	private final Reasons reasons = new Reasons(false);

	private final Reasons dryRunReasons = new Reasons(false);

	private final ChangeCounts counts = new ChangeCounts();

	private final ChangeCheck check = new ChangeCheck();

	private final List<Running> running = new ArrayList<>();

	private final LiveSampler sampler;

	private final ScheduledExecutorService scheduler;

	private final InstantSource clock;

	private final Surroundings around;

	private final Consumer<SamplingPlan> readers;

	private final Consumer<ChangeEvent> listener;

	private SteadyRatios ratios = new SteadyRatios();

	private SamplingPlan configured;

	private volatile SamplingPlan inEffect;

	/**
	 * Creates a steering.
	 * @param configured what is configured
	 * @param scheduler takes changes back
	 * @param clock the time
	 * @param around what is around the sampler
	 * @param readers who reads what the plan asks for, told before it is in effect
	 * @param listener who is told of every change
	 */
	Steering(SamplingPlan configured, ScheduledExecutorService scheduler, InstantSource clock, Surroundings around,
			Consumer<SamplingPlan> readers, Consumer<ChangeEvent> listener) {
		this.configured = configured;
		this.inEffect = configured;
		this.scheduler = scheduler;
		this.clock = clock;
		this.around = around;
		this.readers = readers;
		this.listener = listener;
		this.sampler = new LiveSampler(assemble(configured),
				new RecentDecisions(configured.properties().control().recentDecisions(), clock));
	}

	/**
	 * Makes a change, in place of an earlier one of the same kind and name.
	 * @param change the change
	 * @param ttl time after which it is taken back
	 * @param by name of who makes it
	 * @return the change with its end
	 */
	TimedChange make(Change change, Duration ttl, String by) {
		Instant until = this.clock.instant().plus(ttl).truncatedTo(ChronoUnit.MILLIS);
		Running next = new Running(new TimedChange(change, until, by));
		synchronized (this.lock) {
			List<Running> before = this.running.stream().filter((each) -> change.replaces(each.change())).toList();
			this.check.check(change, ttl, this.inEffect, this.running.size() - before.size());
			before.forEach(this::remove);
			this.running.add(next);
			next.end = this.scheduler.schedule(() -> expire(next), ttl.toNanos(), TimeUnit.NANOSECONDS);
			takeOver();
		}
		tell(ChangeEvent.Action.MADE, next.timed, by);
		return next.timed;
	}

	/**
	 * Takes changes back.
	 * @param kind their kind
	 * @param name their name; null for all
	 * @param by name of who wants it
	 * @return how many there were
	 */
	int revert(Change.Kind kind, @Nullable String name, String by) {
		List<Running> reverted;
		synchronized (this.lock) {
			reverted = this.running.stream()
				.filter((each) -> each.change().kind() == kind && (name == null || name.equals(each.change().name())))
				.toList();
			reverted.forEach(this::remove);
			takeOver();
		}
		reverted.forEach((each) -> tell(ChangeEvent.Action.REVERTED, each.timed, by));
		return reverted.size();
	}

	private void expire(Running change) {
		synchronized (this.lock) {
			if (!this.running.remove(change)) {
				return;
			}
			takeOver();
		}
		tell(ChangeEvent.Action.EXPIRED, change.timed, ChangeEvent.ITSELF);
	}

	/**
	 * Takes over what is configured now. Changes go on.
	 * @param next what is configured
	 */
	void configure(SamplingPlan next) {
		synchronized (this.lock) {
			if (next.equals(this.configured)) {
				return;
			}
			this.configured = next;
			takeOver();
		}
		tell(new ChangeEvent(ChangeEvent.Action.MADE, Change.configured(this.sampler.getDescription()), null,
				ChangeEvent.ITSELF));
	}

	private void takeOver() {
		SamplingPlan plan = this.configured;
		List<Change> changes = this.running.stream()
			.map(Running::change)
			.sorted(Comparator.comparing(Change::kind))
			.toList();
		for (Change change : changes) {
			plan = change.effect().apply(plan);
		}
		this.readers.accept(plan);
		this.ratios = this.ratios.ofNextPlan();
		this.sampler.become(assemble(plan));
		this.inEffect = plan;
	}

	private TracingSampler assemble(SamplingPlan plan) {
		return new SamplerAssembly(plan, this.reasons, this.dryRunReasons, this.ratios, this.around).sampler();
	}

	private void remove(Running change) {
		this.running.remove(change);
		if (change.end != null) {
			change.end.cancel(false);
		}
	}

	private void tell(ChangeEvent.Action action, TimedChange timed, String by) {
		tell(new ChangeEvent(action, timed.change(), timed, by));
	}

	private void tell(ChangeEvent event) {
		this.counts.count(event.change().kind(), event.action());
		this.listener.accept(event);
	}

	/**
	 * Changes how decisions are logged.
	 * @param names makes the name of a span presentable
	 */
	void showNamesAs(UnaryOperator<String> names) {
		this.reasons.showNamesAs(names);
	}

	LiveSampler sampler() {
		return this.sampler;
	}

	SamplingPlan plan() {
		return this.inEffect;
	}

	@Override
	public void forEachReason(BiConsumer<String, LongSupplier> listener) {
		this.reasons.forEach((reason) -> listener.accept(reason.name(), reason::unsampled));
	}

	@Override
	public void onDrop(Consumer<String> listener) {
		this.sampler.onDrop(listener);
	}

	Reasons reasons() {
		return this.reasons;
	}

	Reasons dryRunReasons() {
		return this.dryRunReasons;
	}

	ChangeCounts counts() {
		return this.counts;
	}

	/**
	 * Returns the changes that have not ended.
	 * @return the changes, the first one first
	 */
	List<TimedChange> changes() {
		synchronized (this.lock) {
			return this.running.stream().map((each) -> each.timed).toList();
		}
	}

	@Override
	public void close() {
		this.scheduler.shutdownNow();
	}

	/**
	 * A change and what ends it.
	 */
	private static final class Running {

		private final TimedChange timed;

		private @Nullable Future<?> end;

		Running(TimedChange timed) {
			this.timed = timed;
		}

		Change change() {
			return this.timed.change();
		}

	}

}
