/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

import dev.tracing.boot.ledger.Account;
import dev.tracing.boot.ledger.Delivery;
import dev.tracing.boot.ledger.Ledger;
import dev.tracing.boot.ledger.Loss;
import dev.tracing.boot.ledger.SpanFate;
import dev.tracing.boot.ledger.SpanFates;
import org.jspecify.annotations.Nullable;

/**
 * Requests on disk that the collector has not taken yet. Keeps them in order, within its
 * size and age, and delivers them when the collector is back. If the disk cannot be
 * written, it says so and keeps nothing: the caller still has the request.
 */
public final class Spool implements AutoCloseable, SpanFates {

	private final SpoolProperties properties;

	private final Ledger ledger;

	private final LongSupplier nanoClock;

	private final Shelf shelf;

	private final Quarantine quarantine;

	private final SpoolDisk disk;

	private final Departures departures;

	private final Complaint sizeComplaint;

	private final Complaint diskComplaint;

	private final AtomicBoolean started = new AtomicBoolean();

	private volatile @Nullable SpoolThreads threads;

	/**
	 * Creates a spool, which touches the disk when it is started.
	 * @param properties its properties
	 * @param ledger where the fate of its spans is written
	 * @param clock the clock on the wall
	 * @param nanoClock the monotonic time
	 */
	Spool(SpoolProperties properties, Ledger ledger, Clock clock, LongSupplier nanoClock) {
		this.properties = properties;
		this.ledger = ledger;
		this.nanoClock = nanoClock;
		this.shelf = new Shelf(properties.maxSize().toBytes());
		this.quarantine = new Quarantine(nanoClock);
		this.diskComplaint = new Complaint(nanoClock);
		this.disk = new SpoolDisk(properties, this.quarantine, clock, nanoClock);
		this.sizeComplaint = new Complaint(nanoClock);
		this.departures = new Departures(nanoClock);
	}

	@Override
	public void onFate(BiConsumer<String, SpanFate> listener) {
		this.departures.onFate(listener);
	}

	/**
	 * Starts to deliver what is there and what will come. Only the first caller has the
	 * spool.
	 * @param carrier what brings requests to the collector
	 * @return whether the caller has the spool
	 */
	public boolean start(Carrier carrier) {
		if (!this.started.compareAndSet(false, true)) {
			return false;
		}
		this.departures.readWith(carrier::names);
		open();
		this.threads = new SpoolThreads(
				new SpoolDelivery(this, this.shelf, carrier, this.properties.maxRequestsPerSecond()), this::tryToTidy);
		return true;
	}

	/**
	 * Keeps a request on disk.
	 * @param request the request
	 * @param spans how many spans are in it
	 * @param delivery the ticket of these spans; null if they have none
	 * @param claimed whether the caller still tries to deliver it
	 * @return the entry; null if it could not be kept
	 */
	public @Nullable Spooled store(byte[] request, long spans, @Nullable Delivery delivery, boolean claimed) {
		long size = Spooled.blocks(RequestFile.HEADER + (long) request.length);
		List<Spooled> dropped = this.shelf.reserve(size);
		if (dropped == null) {
			this.sizeComplaint.say("A request of {} bytes has no room in the spool (tracing.export.spool.max-size={})",
					size, this.properties.maxSize());
			return null;
		}
		dropped.forEach((entry) -> lose(entry, Loss.SPOOL_FULL));
		if (!dropped.isEmpty()) {
			this.sizeComplaint.say("The spool is full and drops its oldest spans (tracing.export.spool.max-size={})",
					this.properties.maxSize());
		}
		try {
			return enter(this.disk.write(request, spans), size, spans, delivery, claimed);
		}
		catch (IOException ex) {
			this.shelf.unreserve(size);
			this.diskComplaint.say("The spool cannot be written (tracing.export.spool.directory={});"
					+ " spans stay in memory until it can", this.properties.directory(), ex);
			return null;
		}
	}

	// In the books before anyone can deliver it.
	private Spooled enter(SpoolDisk.Written written, long size, long spans, @Nullable Delivery delivery,
			boolean claimed) {
		long counted = spans;
		if (delivery == null) {
			this.ledger.recover(spans);
		}
		else if (!delivery.spooled()) {
			counted = 0;
		}
		Spooled entry = new Spooled(written.sequence(), written.file(), size, counted, this.nanoClock.getAsLong(),
				claimed);
		this.shelf.add(entry);
		return entry;
	}

	/**
	 * A claimed request has arrived.
	 * @param entry the request
	 * @param rejected how many of its spans the collector refused
	 */
	public void delivered(Spooled entry, long rejected) {
		long refused = Math.max(0, Math.min(rejected, entry.spans()));
		remove(entry, (refused < entry.spans()) ? SpanFate.EXPORTED : SpanFate.LOST_ON_DISK);
		if (refused > 0) {
			this.ledger.lose(Account.SPOOLED, Loss.REJECTED, refused);
		}
		this.ledger.export(Account.SPOOLED, entry.spans() - refused);
	}

	/**
	 * A claimed request will never be taken.
	 * @param entry the request
	 */
	public void refused(Spooled entry) {
		remove(entry, SpanFate.LOST_ON_DISK);
		this.ledger.lose(Account.SPOOLED, Loss.EXPORT_FAILED, entry.spans());
	}

	/**
	 * A claimed request could not be delivered now.
	 * @param entry the request
	 */
	public void release(Spooled entry) {
		this.shelf.release(entry);
	}

	/**
	 * Returns the longest time that a finished span is in memory alone.
	 * @return the time
	 */
	public Duration maxDelay() {
		return this.properties.maxDelay();
	}

	/**
	 * Returns how many requests are on disk.
	 * @return the number
	 */
	public int requests() {
		return this.shelf.count();
	}

	/**
	 * Returns how much of the disk they take.
	 * @return the bytes, in whole blocks
	 */
	public long bytes() {
		return this.shelf.size();
	}

	/**
	 * Returns how many files were damaged and set aside.
	 * @return the number since the start
	 */
	public long quarantined() {
		return this.quarantine.count();
	}

	/**
	 * Stops to deliver; what comes is still kept.
	 */
	public void stop() {
		SpoolThreads running = this.threads;
		if (running != null) {
			running.stop();
		}
	}

	@Override
	public void close() {
		stop();
		this.disk.close();
	}

	void quarantine(Spooled entry, IOException reason) {
		this.shelf.remove(entry);
		this.quarantine.put(entry.file(), reason);
		this.ledger.lose(Account.SPOOLED, Loss.EXPORT_FAILED, entry.spans());
	}

	void unreadable(Spooled entry, IOException reason) throws InterruptedException {
		this.diskComplaint.say("The spool cannot be read (tracing.export.spool.directory={})",
				this.properties.directory(), reason);
		if (reason instanceof NoSuchFileException) {
			this.shelf.remove(entry);
			this.ledger.lose(Account.SPOOLED, Loss.EXPORT_FAILED, entry.spans());
			return;
		}
		this.shelf.release(entry);
		TimeUnit.SECONDS.sleep(1);
	}

	void takeInventory() {
		this.disk.left().forEach(this::found);
	}

	// What does not fit is lost like anything that the spool has no room for.
	private void found(Spooled entry) {
		this.ledger.recover(entry.spans());
		List<Spooled> dropped = this.shelf.reserve(entry.size());
		if (dropped == null) {
			lose(entry, Loss.SPOOL_FULL);
			return;
		}
		dropped.forEach((older) -> lose(older, Loss.SPOOL_FULL));
		this.shelf.add(entry);
	}

	// It is scheduled no more once it has thrown something.
	private void tryToTidy() {
		try {
			tidy();
		}
		catch (RuntimeException ex) {
			this.diskComplaint.say("The spool cannot be tidied (tracing.export.spool.directory={})",
					this.properties.directory(), ex);
		}
	}

	private void tidy() {
		open();
		takeInventory();
		this.disk.force();
		this.shelf.expire(this.nanoClock.getAsLong(), this.properties.maxAge().toNanos())
			.forEach((entry) -> lose(entry, Loss.EXPIRED));
		this.disk.orphans().forEach(this::found);
	}

	private void open() {
		try {
			this.disk.open();
		}
		catch (IOException ex) {
			this.diskComplaint.say("The spool cannot be opened (tracing.export.spool.directory={});"
					+ " spans stay in memory until it can", this.properties.directory(), ex);
		}
	}

	private void remove(Spooled entry, SpanFate fate) {
		this.shelf.remove(entry);
		this.departures.leaves(entry, fate);
	}

	// Whoever calls has taken it off the shelf.
	private void lose(Spooled entry, Loss reason) {
		this.ledger.lose(Account.SPOOLED, reason, entry.spans());
		this.departures.leaves(entry, SpanFate.LOST_ON_DISK);
	}

}
