/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.function.Supplier;

/**
 * Halves the ratio while more traces are kept than the process can afford, and doubles it
 * when twice as many would still be clearly affordable. What is affordable is what the
 * first ratio keeps of the highest load that needs no saving.
 */
final class LoadControl implements Control {

	private final double floor;

	private final double ceiling;

	private final double affordable;

	private final double hysteresis;

	private final double fallSeconds;

	private final double riseSeconds;

	private final Supplier<Stress.Level> stress;

	private final Reason reason;

	private double ratio;

	private double arrived;

	private double measured;

	private double sinceChange;

	/**
	 * Creates a control.
	 * @param floor lowest ratio
	 * @param start ratio with which it starts
	 * @param ceiling highest ratio
	 * @param maxQps traces per second of which the first ratio is affordable
	 * @param hysteresis part of what is affordable that stays free after a doubling
	 * @param fallSeconds time between two halvings
	 * @param riseSeconds time before a doubling
	 * @param stress whether the process is in need for other reasons
	 * @param reason what it is counted as
	 */
	LoadControl(double floor, double start, double ceiling, double maxQps, double hysteresis, double fallSeconds,
			double riseSeconds, Supplier<Stress.Level> stress, Reason reason) {
		// Who keeps less than the floor anyway keeps no more for being in need.
		this.floor = Math.min(floor, Math.min(start, ceiling));
		this.ceiling = ceiling;
		this.affordable = maxQps * start;
		this.hysteresis = hysteresis;
		this.fallSeconds = fallSeconds;
		this.riseSeconds = riseSeconds;
		this.stress = stress;
		this.reason = reason;
		this.ratio = start;
	}

	@Override
	public double next(long arrived, long kept, double seconds) {
		this.arrived += arrived;
		this.measured += seconds;
		if (this.measured >= this.fallSeconds) {
			adjust(this.arrived / this.measured, this.measured);
			this.arrived = 0;
			this.measured = 0;
		}
		return this.ratio;
	}

	private void adjust(double qps, double seconds) {
		this.sinceChange += seconds;
		Stress.Level level = this.stress.get();
		double doubled = Math.min(this.ceiling, this.ratio * 2);
		if (level == Stress.Level.HIGH || qps * this.ratio > this.affordable) {
			change(Math.max(this.floor, this.ratio / 2));
		}
		else if (level == Stress.Level.NONE && this.sinceChange >= this.riseSeconds
				&& qps * doubled <= this.affordable * (1 - this.hysteresis)) {
			change(doubled);
		}
	}

	private void change(double ratio) {
		this.ratio = ratio;
		this.sinceChange = 0;
	}

	@Override
	public long patience() {
		return Long.MAX_VALUE / 2;
	}

	@Override
	public Reason reason() {
		return this.reason;
	}

}
