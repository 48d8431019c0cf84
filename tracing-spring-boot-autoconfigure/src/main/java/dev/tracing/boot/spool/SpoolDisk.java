/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import dev.tracing.boot.spool.SpoolProperties.Fsync;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the spool, in a slot that no other process has.
 */
final class SpoolDisk implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(SpoolDisk.class);

	private final SpoolProperties properties;

	private final Path directory;

	private final Quarantine quarantine;

	private final Inventory inventory;

	private final Clock clock;

	private final AtomicLong sequence = new AtomicLong();

	private final Queue<Path> unforced = new ConcurrentLinkedQueue<>();

	private final Object lock = new Object();

	private volatile @Nullable Slot slot;

	// Files up to this number are an earlier process's.
	private long inherited;

	private boolean closed;

	SpoolDisk(SpoolProperties properties, Quarantine quarantine, Clock clock, LongSupplier nanoClock) {
		this.properties = properties;
		this.directory = Path.of(properties.directory());
		this.quarantine = quarantine;
		this.clock = clock;
		this.inventory = new Inventory(clock, nanoClock, properties.maxAge(), quarantine);
	}

	/**
	 * Takes a slot unless there is one.
	 */
	void open() throws IOException {
		synchronized (this.lock) {
			if (this.slot != null || this.closed) {
				return;
			}
			Slot taken = Slot.takeFirst(this.directory);
			this.inherited = Inventory.lastSequence(taken.path());
			this.sequence.set(this.inherited);
			this.slot = taken;
		}
	}

	Written write(byte[] request, long spans) throws IOException {
		Slot own = this.slot;
		if (own == null) {
			throw new IOException("The directory is not open");
		}
		long number = this.sequence.incrementAndGet();
		Path file = Inventory.file(own.path(), number);
		RequestFile.write(file, new StoredRequest(request, spans, this.clock.millis()),
				this.properties.fsync() == Fsync.ALWAYS);
		if (this.properties.fsync() == Fsync.INTERVAL) {
			this.unforced.add(file);
		}
		return new Written(file, number);
	}

	/**
	 * Forces what was written since the last time, unless it is gone already.
	 */
	void force() {
		Path last = null;
		for (Path file = this.unforced.poll(); file != null; file = this.unforced.poll()) {
			try {
				RequestFile.force(file);
				last = file;
			}
			catch (NoSuchFileException ex) {
				last = file;
			}
			catch (IOException ex) {
				logger.debug("Failed to force {}", file, ex);
			}
		}
		if (last != null) {
			RequestFile.forceDirectory(last);
		}
	}

	// Returns what an earlier process has left in this slot, once.
	List<Spooled> left() {
		List<Spooled> entries = new ArrayList<>();
		synchronized (this.lock) {
			Slot own = this.slot;
			if (own != null && this.inherited > 0) {
				if (collect(own.path(), this.inherited, (file) -> file, entries)) {
					this.inherited = 0;
				}
			}
		}
		return entries;
	}

	// Moves what is in slots that nobody has any more into this one.
	List<Spooled> orphans() {
		List<Spooled> entries = new ArrayList<>();
		Slot own = this.slot;
		if (own == null) {
			return entries;
		}
		for (Path other : Slot.others(this.directory, own)) {
			try (Slot orphan = Inventory.hasRequests(other) ? Slot.take(other) : null) {
				if (orphan != null) {
					collect(other, Long.MAX_VALUE, (file) -> move(file, own), entries);
				}
			}
			catch (IOException ex) {
				logger.debug("Failed to look into {}", other, ex);
			}
		}
		return entries;
	}

	private Path move(Path file, Slot own) throws IOException {
		Path target = Inventory.file(own.path(), this.sequence.incrementAndGet());
		return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
	}

	private boolean collect(Path from, long last, Placement placement, List<Spooled> entries) {
		try {
			for (Path file : this.inventory.requests(from, last)) {
				enter(file, placement, entries);
			}
			return true;
		}
		catch (IOException ex) {
			logger.debug("Failed to list {}", from, ex);
			return false;
		}
	}

	private void enter(Path file, Placement placement, List<Spooled> entries) {
		try {
			RequestFile.readHeader(file);
			Path placed = placement.place(file);
			entries.add(this.inventory.entry(placed, Inventory.sequence(placed)));
		}
		catch (RequestFile.CorruptFileException ex) {
			this.quarantine.put(file, ex);
		}
		catch (IOException ex) {
			// It may be the end, or the disk: the next start looks again.
			logger.debug("Failed to look at {}", file, ex);
		}
	}

	@Override
	public void close() {
		synchronized (this.lock) {
			this.closed = true;
			Slot own = this.slot;
			this.slot = null;
			if (own == null) {
				return;
			}
			force();
			try {
				own.close();
			}
			catch (IOException ex) {
				logger.debug("Failed to unlock {}", own.path(), ex);
			}
		}
	}

	/**
	 * A file that was written.
	 *
	 * @param file where it is
	 * @param sequence its place in the order
	 */
	record Written(Path file, long sequence) {
	}

	/**
	 * Where a file goes.
	 */
	private interface Placement {

		Path place(Path file) throws IOException;

	}

}
