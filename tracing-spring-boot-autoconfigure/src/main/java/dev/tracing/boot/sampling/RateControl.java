/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

/**
 * Keeps the traces per second under a limit by lowering the probability, which therefore
 * stays known. The rate of what comes is averaged over ten seconds; one that has clearly
 * risen counts at once. What was kept too much is saved later.
 */
final class RateControl implements Control {

	private static final double LONG = 10.0;

	private static final double SHORT = 1.0;

	private static final double BEGINNING = 0.05;

	// A rise is clear if chance brings it about once in ten thousand times.
	private static final double CLEARLY = 4.0;

	private final double limit;

	private final double burst;

	private final Reason reason;

	private double longCount;

	private double shortCount;

	private double age;

	private double excess;

	/**
	 * Creates a control.
	 * @param limit most traces per second
	 * @param burst how many more may be kept before they are saved
	 * @param reason what it is counted as
	 */
	RateControl(double limit, double burst, Reason reason) {
		this.limit = limit;
		this.burst = burst;
		this.reason = reason;
	}

	@Override
	public double next(long arrived, long kept, double seconds) {
		this.age += seconds;
		this.longCount = decayed(this.longCount, arrived, seconds, LONG);
		this.shortCount = decayed(this.shortCount, arrived, seconds, SHORT);
		this.excess = Math.max(0, this.excess + kept - this.limit * seconds);
		double probability = Math.min(1.0, this.limit / Math.max(rate(), Double.MIN_NORMAL));
		double saved = (this.excess > this.burst) ? this.burst / this.excess : 1.0;
		return probability * saved * saved;
	}

	private double rate() {
		// The first second says little, unless very much comes in it.
		double least = (2 * this.longCount >= patience()) ? BEGINNING : SHORT;
		double span = Math.max(least, LONG * -Math.expm1(-this.age / LONG));
		double rate = this.longCount / span;
		double recent = this.shortCount / SHORT;
		if (recent > rate + CLEARLY * Math.sqrt(rate / (2 * SHORT)) + CLEARLY / SHORT) {
			this.longCount = recent * span;
			return recent;
		}
		return rate;
	}

	// As if what came had come evenly.
	private static double decayed(double count, long arrived, double seconds, double span) {
		double lost = -Math.expm1(-seconds / span);
		return count * (1 - lost) + arrived * lost * span / seconds;
	}

	@Override
	public long patience() {
		return Math.max(1, (long) Math.ceil(this.burst / 4));
	}

	@Override
	public Reason reason() {
		return this.reason;
	}

}
