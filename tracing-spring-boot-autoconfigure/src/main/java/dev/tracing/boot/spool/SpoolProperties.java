/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the spool.
 *
 * @param enabled Whether spans that the collector does not take are kept on disk.
 * @param directory Directory of the spool. Relative to the working directory; it must
 * survive a restart to be of use.
 * @param maxSize Most that the spool takes of the disk, whole blocks of 4KB counted. The
 * oldest spans go first.
 * @param maxAge Longest time that spans wait on disk.
 * @param maxDelay Longest time that a finished span is in memory alone. The export's
 * batches leave at least four times as often.
 * @param fsync When files are forced to the device.
 * @param maxRequestsPerSecond Most requests in a second that deliver spans from disk.
 */
@ConfigurationProperties("tracing.export.spool")
public record SpoolProperties(@DefaultValue("false") boolean enabled, @DefaultValue("tracing-spool") String directory,
		@DefaultValue("256MB") DataSize maxSize, @DefaultValue("24h") Duration maxAge,
		@DefaultValue("1s") Duration maxDelay, @DefaultValue("interval") Fsync fsync,
		@DefaultValue("20") int maxRequestsPerSecond) {

	/**
	 * When files are forced to the device.
	 */
	public enum Fsync {

		/**
		 * When the operating system likes to. Survives the end of the process, not that
		 * of the machine.
		 */
		NEVER,

		/**
		 * Once in a second.
		 */
		INTERVAL,

		/**
		 * Before a file counts as written.
		 */
		ALWAYS

	}

}
