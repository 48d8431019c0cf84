/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is on disk, the oldest first and not too much at once.
 */
final class SpoolDelivery implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(SpoolDelivery.class);

	private final Spool spool;

	private final Shelf shelf;

	private final Carrier carrier;

	private final long pauseNanos;

	// How many of the next are not joined.
	private int alone;

	SpoolDelivery(Spool spool, Shelf shelf, Carrier carrier, int maxPerSecond) {
		this.spool = spool;
		this.shelf = shelf;
		this.carrier = carrier;
		this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / maxPerSecond;
	}

	@Override
	public void run() {
		takeInventory();
		try {
			while (!Thread.currentThread().isInterrupted()) {
				tryToDeliver(this.shelf.claimOldest());
				TimeUnit.NANOSECONDS.sleep(this.pauseNanos);
			}
		}
		catch (InterruptedException ex) {
			// The end.
			Thread.currentThread().interrupt();
		}
	}

	// What is not found now is found when the spool is tidied.
	private void takeInventory() {
		try {
			this.spool.takeInventory();
		}
		catch (RuntimeException ex) {
			logger.debug("Failed to look for earlier requests", ex);
		}
	}

	private void tryToDeliver(Spooled oldest) throws InterruptedException {
		Parcel parcel = new Parcel(this.carrier.mostSpans());
		try {
			fill(parcel, oldest);
			if (!parcel.isEmpty()) {
				settle(parcel, this.carrier.carry(parcel.body(), parcel.spans()));
			}
		}
		catch (RuntimeException | Error ex) {
			logger.debug("Failed to deliver {}", oldest.file(), ex);
			parcel.entries().forEach(this.shelf::release);
			TimeUnit.SECONDS.sleep(1);
		}
		catch (InterruptedException ex) {
			parcel.entries().forEach(this.shelf::release);
			throw ex;
		}
	}

	// After a refusal each goes alone, until it is known whose fault it was.
	private void fill(Parcel parcel, Spooled oldest) throws InterruptedException {
		boolean isJoined = this.alone == 0;
		this.alone = isJoined ? 0 : this.alone - 1;
		Spooled entry = oldest;
		while (entry != null && add(parcel, entry)) {
			entry = isJoined ? this.shelf.claimOldestIfAny() : null;
		}
	}

	private boolean add(Parcel parcel, Spooled entry) throws InterruptedException {
		try {
			if (parcel.add(entry, RequestFile.read(entry.file()))) {
				return true;
			}
			this.shelf.release(entry);
		}
		catch (RequestFile.CorruptFileException ex) {
			this.spool.quarantine(entry, ex);
		}
		catch (ClosedByInterruptException ex) {
			this.shelf.release(entry);
			throw new InterruptedException();
		}
		catch (IOException ex) {
			this.spool.unreadable(entry, ex);
		}
		return false;
	}

	private void settle(Parcel parcel, Carrier.Receipt receipt) {
		List<Spooled> entries = parcel.entries();
		switch (receipt.fate()) {
			case TAKEN -> delivered(entries, receipt.rejected());
			case REFUSED -> refused(entries);
			case NOT_NOW -> entries.forEach(this.shelf::release);
		}
	}

	// The collector says how many of the spans it rejects, not which.
	private void delivered(List<Spooled> entries, long rejected) {
		long left = rejected;
		for (Spooled entry : entries) {
			long here = Math.min(left, entry.spans());
			this.spool.delivered(entry, here);
			left -= here;
		}
	}

	private void refused(List<Spooled> entries) {
		if (entries.size() == 1) {
			this.spool.refused(entries.get(0));
			return;
		}
		this.alone = entries.size();
		entries.forEach(this.shelf::release);
	}

}
