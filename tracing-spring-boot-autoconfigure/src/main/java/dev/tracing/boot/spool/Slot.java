/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * One process's own part of the spool's directory, locked as long as the process lives.
 * Processes that share a directory have different slots.
 */
final class Slot implements AutoCloseable {

	private static final int MOST = 64;

	// A second channel on a locked file must not even be opened: where it is closed,
	// POSIX releases the locks of the whole process.
	private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

	private final Path path;

	private final FileChannel channel;

	private final FileLock lock;

	private Slot(Path path, FileChannel channel, FileLock lock) {
		this.path = path;
		this.channel = channel;
		this.lock = lock;
	}

	// Takes the first slot that nobody has.
	static Slot takeFirst(Path directory) throws IOException {
		OwnerOnly.createDirectories(directory);
		for (int i = 0; i < MOST; i++) {
			Slot slot = take(slot(directory, i));
			if (slot != null) {
				return slot;
			}
		}
		throw new IOException("All " + MOST + " slots in " + directory + " belong to other processes");
	}

	// Returns the slots that exist beside one.
	static List<Path> others(Path directory, Slot own) {
		List<Path> others = new ArrayList<>();
		for (int i = 0; i < MOST; i++) {
			Path path = slot(directory, i);
			if (!path.equals(own.path) && Files.isDirectory(path)) {
				others.add(path);
			}
		}
		return others;
	}

	// Takes a slot, or returns null if somebody has it.
	static @Nullable Slot take(Path path) throws IOException {
		Path key = path.toAbsolutePath().normalize();
		if (!OURS.add(key)) {
			return null;
		}
		Slot slot = null;
		try {
			OwnerOnly.createDirectories(path);
			slot = lock(path);
		}
		finally {
			if (slot == null) {
				OURS.remove(key);
			}
		}
		return slot;
	}

	private static @Nullable Slot lock(Path path) throws IOException {
		FileChannel channel = OwnerOnly.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		FileLock lock = null;
		try {
			lock = channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			// The same class in another class loader has it.
			return null;
		}
		finally {
			if (lock == null) {
				channel.close();
			}
		}
		return (lock != null) ? new Slot(path, channel, lock) : null;
	}

	private static Path slot(Path directory, int number) {
		return directory.resolve("slot-" + number);
	}

	Path path() {
		return this.path;
	}

	@Override
	public void close() throws IOException {
		try {
			this.lock.release();
			this.channel.close();
		}
		finally {
			OURS.remove(this.path.toAbsolutePath().normalize());
		}
	}

}
