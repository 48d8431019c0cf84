/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

import dev.tracing.boot.ledger.SpanFate;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the files of requests that have left the spool, and tells the names of their
 * spans to whoever wants to know.
 */
final class Departures {

	private final Complaint complaint;

	private volatile @Nullable BiConsumer<String, SpanFate> listener;

	private volatile Function<byte[], List<String>> names = (request) -> List.of();

	Departures(LongSupplier nanoClock) {
		this.complaint = new Complaint(nanoClock);
	}

	void onFate(BiConsumer<String, SpanFate> listener) {
		this.listener = listener;
	}

	/**
	 * Learns to read requests.
	 * @param names reads the names of the spans in one
	 */
	void readWith(Function<byte[], List<String>> names) {
		this.names = names;
	}

	/**
	 * A request leaves.
	 * @param entry the request
	 * @param fate what becomes of its spans
	 */
	void leaves(Spooled entry, SpanFate fate) {
		BiConsumer<String, SpanFate> told = this.listener;
		if (told == null || entry.spans() == 0) {
			delete(entry);
			return;
		}
		List<String> known = read(entry);
		delete(entry);
		known.forEach((name) -> told.accept(name, fate));
	}

	private void delete(Spooled entry) {
		try {
			Files.deleteIfExists(entry.file());
		}
		catch (IOException ex) {
			this.complaint.say("A file of the spool (tracing.export.spool.directory) cannot be deleted: {}",
					entry.file(), ex);
		}
	}

	// The books are right without names.
	private List<String> read(Spooled entry) {
		try {
			return this.names.apply(RequestFile.read(entry.file()).body());
		}
		catch (IOException | RuntimeException ex) {
			return List.of();
		}
	}

}
