/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Where files go that are not what was written, so that somebody can look at them. Only
 * the latest few are kept.
 */
final class Quarantine {

	static final String SUFFIX = ".bad";

	static final int MOST = 16;

	private final Complaint complaint;

	private final LongAdder count = new LongAdder();

	Quarantine(LongSupplier nanoClock) {
		this.complaint = new Complaint(nanoClock);
	}

	long count() {
		return this.count.sum();
	}

	void put(Path file, IOException reason) {
		this.count.increment();
		this.complaint.say(
				"A file of the spool (tracing.export.spool.directory) is damaged and was set aside ({} since the start): {}",
				count(), String.valueOf(reason.getMessage()));
		try {
			Files.move(file, file.resolveSibling(file.getFileName() + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
			trim(file.resolveSibling("."));
		}
		catch (IOException ex) {
			this.complaint.say(
					"A damaged file of the spool (tracing.export.spool.directory) could not be set aside: {}", file,
					ex);
		}
	}

	private static void trim(Path directory) throws IOException {
		List<Path> bad;
		try (Stream<Path> files = Files.list(directory)) {
			bad = files.filter((file) -> file.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
		}
		for (int i = 0; i < bad.size() - MOST; i++) {
			Files.deleteIfExists(bad.get(i));
		}
	}

}
