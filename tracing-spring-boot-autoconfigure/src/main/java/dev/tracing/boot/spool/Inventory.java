/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Finds what an earlier process has left.
 */
final class Inventory {

	private static final int RADIX = 16;

	private final Clock clock;

	private final LongSupplier nanoClock;

	private final Duration maxAge;

	private final Quarantine quarantine;

	Inventory(Clock clock, LongSupplier nanoClock, Duration maxAge, Quarantine quarantine) {
		this.clock = clock;
		this.nanoClock = nanoClock;
		this.maxAge = maxAge;
		this.quarantine = quarantine;
	}

	static Path file(Path slot, long sequence) {
		return slot.resolve(String.format(Locale.ROOT, "%016x", sequence) + RequestFile.SUFFIX);
	}

	// Returns the files of requests up to a number, in their order. A temporary file that
	// is whole was only not renamed.
	List<Path> requests(Path slot, long last) throws IOException {
		List<Path> result = new ArrayList<>();
		for (Path file : list(slot)) {
			long sequence = sequence(file);
			if (sequence <= 0 || sequence > last) {
				continue;
			}
			if (isRequest(file)) {
				result.add(file);
			}
			else if (isTemporary(file)) {
				finish(file, result);
			}
		}
		return result.stream().sorted().toList();
	}

	static boolean hasRequests(Path slot) throws IOException {
		for (Path file : list(slot)) {
			if (isRequest(file) || isTemporary(file)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isRequest(Path file) {
		return file.getFileName().toString().endsWith(RequestFile.SUFFIX);
	}

	private static boolean isTemporary(Path file) {
		return file.getFileName().toString().endsWith(RequestFile.SUFFIX + RequestFile.TEMPORARY);
	}

	// Returns the entry for a file, with the age that it has by the clock, but never so
	// old that it is not tried again: the clock may be wrong.
	Spooled entry(Path file, long sequence) throws IOException {
		StoredRequest header = RequestFile.readHeader(file);
		long age = Math.max(0, this.clock.millis() - header.writtenAt());
		Duration counted = Duration.ofMillis(Math.min(age, this.maxAge.toMillis() / 10 * 9));
		return new Spooled(sequence, file, Files.size(file), header.spans(),
				this.nanoClock.getAsLong() - counted.toNanos(), false);
	}

	// Returns the highest number in the names, without looking into the files.
	static long lastSequence(Path slot) throws IOException {
		long last = 0;
		for (Path file : list(slot)) {
			last = Math.max(last, sequence(file));
		}
		return last;
	}

	// Returns the number in a name; 0 if there is none.
	static long sequence(Path file) {
		String name = file.getFileName().toString();
		int dot = name.indexOf('.');
		try {
			return (dot > 0) ? Long.parseLong(name.substring(0, dot), RADIX) : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	private void finish(Path temporary, List<Path> result) throws IOException {
		String name = temporary.getFileName().toString();
		Path file = temporary.resolveSibling(name.substring(0, name.length() - RequestFile.TEMPORARY.length()));
		try {
			RequestFile.read(temporary);
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
			result.add(file);
		}
		catch (RequestFile.CorruptFileException ex) {
			this.quarantine.put(temporary, ex);
		}
	}

	private static List<Path> list(Path slot) throws IOException {
		try (Stream<Path> files = Files.list(slot)) {
			return files.toList();
		}
		catch (UncheckedIOException ex) {
			throw new IOException(ex);
		}
	}

}
