/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * How a request lies on disk: a header (magic, version, content, spans, time, length, and
 * a checksum over these and the request) and the request as it would have been sent. No
 * header of HTTP is in it, so no credential is.
 */
final class RequestFile {

	static final String SUFFIX = ".otlp";

	static final String TEMPORARY = ".tmp";

	static final int HEADER = 28;

	private static final int MAGIC = 0x54535031;

	private static final short VERSION = 1;

	private static final short PROTOBUF = 1;

	private static final int CHECKED = HEADER - Integer.BYTES;

	private static final int MAX_LENGTH = 64 * 1024 * 1024;

	private RequestFile() {
	}

	// A reader sees the whole file or none.
	static void write(Path target, StoredRequest request, boolean force) throws IOException {
		Path temporary = target.resolveSibling(target.getFileName() + TEMPORARY);
		try {
			try (FileChannel channel = OwnerOnly.open(temporary, StandardOpenOption.CREATE,
					StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
				ByteBuffer[] parts = { header(request), ByteBuffer.wrap(request.body()) };
				while (parts[1].hasRemaining() || parts[0].hasRemaining()) {
					channel.write(parts);
				}
				if (force) {
					channel.force(true);
				}
			}
			Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			deleteLeftover(temporary, ex);
			throw ex;
		}
		if (force) {
			forceDirectory(target);
		}
	}

	// Reads only the header, which does not tell whether the request is whole, but
	// whether its length is.
	static StoredRequest readHeader(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			ByteBuffer header = readFully(channel, HEADER, file);
			return parse(header, new byte[0], channel.size(), file);
		}
	}

	static StoredRequest read(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			ByteBuffer header = readFully(channel, HEADER, file);
			StoredRequest request = parse(header, new byte[0], channel.size(), file);
			byte[] body = readFully(channel, (int) (channel.size() - HEADER), file).array();
			if (checksum(header, body) != header.getInt(CHECKED)) {
				throw new CorruptFileException(file + " has a wrong checksum");
			}
			return new StoredRequest(body, request.spans(), request.writtenAt());
		}
	}

	static void force(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
	}

	// Not every platform opens directories; where it cannot, there is nothing to do.
	static void forceDirectory(Path file) {
		Path directory = file.getParent();
		if (directory == null) {
			return;
		}
		try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			return;
		}
	}

	private static ByteBuffer header(StoredRequest request) {
		ByteBuffer header = ByteBuffer.allocate(HEADER);
		header.putInt(MAGIC).putShort(VERSION).putShort(PROTOBUF);
		header.putInt((int) request.spans()).putLong(request.writtenAt()).putInt(request.body().length);
		header.putInt(checksum(header, request.body()));
		return header.flip();
	}

	private static int checksum(ByteBuffer header, byte[] body) {
		CRC32C checksum = new CRC32C();
		checksum.update(header.duplicate().position(0).limit(CHECKED));
		checksum.update(body, 0, body.length);
		return (int) checksum.getValue();
	}

	private static StoredRequest parse(ByteBuffer header, byte[] body, long size, Path file) throws IOException {
		boolean known = header.getInt() == MAGIC && header.getShort() == VERSION && header.getShort() == PROTOBUF;
		int spans = header.getInt();
		long writtenAt = header.getLong();
		int length = header.getInt();
		if (!known || spans < 0 || length < 0 || length > MAX_LENGTH || size != (long) HEADER + length) {
			throw new CorruptFileException(file + " is torn or no request of ours");
		}
		return new StoredRequest(body, spans, writtenAt);
	}

	private static ByteBuffer readFully(FileChannel channel, int length, Path file) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(length);
		while (buffer.hasRemaining()) {
			if (channel.read(buffer) < 0) {
				throw new CorruptFileException(file + " ends too early");
			}
		}
		return buffer.flip();
	}

	private static void deleteLeftover(Path temporary, IOException reason) {
		try {
			Files.deleteIfExists(temporary);
		}
		catch (IOException ex) {
			reason.addSuppressed(ex);
		}
	}

	/**
	 * A file that is not what was written.
	 */
	static final class CorruptFileException extends EOFException {

		private static final long serialVersionUID = 1L;

		CorruptFileException(String message) {
			super(message);
		}

	}

}
