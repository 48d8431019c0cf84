/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Whether the process has too much to do or too little memory.
 */
public final class Stress {

	// What was too much is over when it is clearly less.
	private static final double RELIEF = 0.9;

	private final List<Input> inputs;

	private Stress(List<Input> inputs) {
		this.inputs = inputs;
	}

	/**
	 * Looks at nothing.
	 * @return a stress that is never there
	 */
	static Stress none() {
		return new Stress(List.of());
	}

	/**
	 * Looks at one thing more.
	 * @param max most that may be used of it, from 0 to 1; null to ignore it
	 * @param used what is used of it
	 * @return a stress that is as high as the highest of all
	 */
	Stress and(@Nullable Double max, DoubleSupplier used) {
		return (max != null) ? new Stress(Stream.concat(this.inputs.stream(), Stream.of(new Input(max, used))).toList())
				: this;
	}

	/**
	 * Looks at this process.
	 * @param maxCpu most of the processors' time, from 0 to 1; null to ignore it
	 * @param maxHeap most of the heap that may be used after a collection, from 0 to 1;
	 * null to ignore it
	 * @return what tells whether it is too much
	 */
	public static Stress ofProcess(@Nullable Double maxCpu, @Nullable Double maxHeap) {
		return none().and(maxCpu, Stress::processCpu).and(maxHeap, Stress::heapAfterCollection);
	}

	/**
	 * Looks.
	 * @return how much stress there is now
	 */
	public Level level() {
		Level level = Level.NONE;
		for (Input input : this.inputs) {
			double used = input.used().getAsDouble();
			if (used > input.max()) {
				return Level.HIGH;
			}
			level = (used > input.max() * RELIEF) ? Level.SOME : level;
		}
		return level;
	}

	// Negative where the JVM cannot tell.
	private static double processCpu() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system)
				? system.getProcessCpuLoad() : -1;
	}

	private static double heapAfterCollection() {
		long used = 0;
		for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
			MemoryUsage usage = (pool.getType() == MemoryType.HEAP) ? pool.getCollectionUsage() : null;
			used += (usage != null) ? usage.getUsed() : 0;
		}
		return (double) used / Runtime.getRuntime().maxMemory();
	}

	/**
	 * How much of it there is.
	 */
	public enum Level {

		/**
		 * All is well.
		 */
		NONE,

		/**
		 * It is no longer too much, but nearly.
		 */
		SOME,

		/**
		 * It is too much.
		 */
		HIGH

	}

	/**
	 * Something of which too much may be used.
	 *
	 * @param max most of it, from 0 to 1
	 * @param used what is used of it
	 */
	private record Input(double max, DoubleSupplier used) {
	}

}
