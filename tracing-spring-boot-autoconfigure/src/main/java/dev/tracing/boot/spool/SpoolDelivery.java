/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
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

	private void tryToDeliver(Spooled entry) throws InterruptedException {
		try {
			deliver(entry);
		}
		catch (RuntimeException ex) {
			logger.debug("Failed to deliver {}", entry.file(), ex);
			this.shelf.release(entry);
			TimeUnit.SECONDS.sleep(1);
		}
	}

	private void deliver(Spooled entry) throws InterruptedException {
		try {
			StoredRequest request = RequestFile.read(entry.file());
			settle(entry, this.carrier.carry(request.body(), request.spans()));
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
		catch (InterruptedException ex) {
			this.shelf.release(entry);
			throw ex;
		}
	}

	private void settle(Spooled entry, Carrier.Receipt receipt) {
		switch (receipt.fate()) {
			case TAKEN -> this.spool.delivered(entry, receipt.rejected());
			case REFUSED -> this.spool.refused(entry);
			case NOT_NOW -> this.shelf.release(entry);
		}
	}

}
