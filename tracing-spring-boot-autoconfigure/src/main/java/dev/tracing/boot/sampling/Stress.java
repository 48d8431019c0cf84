/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Whether the process has too much to do or too little memory.
 */
public final class Stress {

	// What was too much is over when it is clearly less.
	private static final double RELIEF = 0.9;

	private final double maxCpu;

	private final DoubleSupplier cpu;

	private final double maxHeap;

	private final DoubleSupplier heap;

	/**
	 * Creates a stress that looks at given numbers.
	 * @param maxCpu most of the processors' time, from 0 to 1; null to ignore it
	 * @param cpu what is used of it
	 * @param maxHeap most of the heap, from 0 to 1; null to ignore it
	 * @param heap what is used of it
	 */
	Stress(@Nullable Double maxCpu, DoubleSupplier cpu, @Nullable Double maxHeap, DoubleSupplier heap) {
		this.maxCpu = (maxCpu != null) ? maxCpu : Double.MAX_VALUE;
		this.cpu = (maxCpu != null) ? cpu : () -> 0;
		this.maxHeap = (maxHeap != null) ? maxHeap : Double.MAX_VALUE;
		this.heap = (maxHeap != null) ? heap : () -> 0;
	}

	/**
	 * Looks at this process.
	 * @param maxCpu most of the processors' time, from 0 to 1; null to ignore it
	 * @param maxHeap most of the heap that may be used after a collection, from 0 to 1;
	 * null to ignore it
	 * @return what tells whether it is too much
	 */
	public static Stress ofProcess(@Nullable Double maxCpu, @Nullable Double maxHeap) {
		return new Stress(maxCpu, Stress::processCpu, maxHeap, Stress::heapAfterCollection);
	}

	/**
	 * Looks.
	 * @return how much stress there is now
	 */
	public Level level() {
		double cpu = this.cpu.getAsDouble();
		double heap = this.heap.getAsDouble();
		if (cpu > this.maxCpu || heap > this.maxHeap) {
			return Level.HIGH;
		}
		return (cpu > this.maxCpu * RELIEF || heap > this.maxHeap * RELIEF) ? Level.SOME : Level.NONE;
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

}
