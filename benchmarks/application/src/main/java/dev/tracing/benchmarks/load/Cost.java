/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.benchmarks.load;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * CPU time and allocated bytes of the thread that sends the requests.
 */
final class Cost {

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private long cpuNanos;

	private long bytes;

	void begin() {
		this.bytes -= threads.getCurrentThreadAllocatedBytes();
		this.cpuNanos -= threads.getCurrentThreadCpuTime();
	}

	void end() {
		this.cpuNanos += threads.getCurrentThreadCpuTime();
		this.bytes += threads.getCurrentThreadAllocatedBytes();
	}

	long cpuNanos() {
		return this.cpuNanos;
	}

	long bytes() {
		return this.bytes;
	}

	/**
	 * CPU time of all Java threads but the calling one: those that export, above all.
	 * Compiler and collector are not among them.
	 * @return the time in nanoseconds
	 */
	static long ofOtherThreads() {
		long sum = 0;
		for (long time : threads.getThreadCpuTime(threads.getAllThreadIds())) {
			sum += Math.max(time, 0);
		}
		return sum - threads.getCurrentThreadCpuTime();
	}

	static long ofProcess() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	static long liveHeap() {
		// The first run finds what is to be finalized, the second one frees it.
		System.gc();
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
