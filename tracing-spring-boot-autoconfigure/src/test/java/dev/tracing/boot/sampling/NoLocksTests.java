/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What decides on requests has no lock of its own. Its maps are {@code ConcurrentHashMap}
 * s, which lock one of many bins while they are written.
 */
class NoLocksTests {

	private static final int ASM = Opcodes.ASM9;

	// What is put together, what an operator reads or changes, and what has a thread of
	// its own.
	private static final Set<String> ASIDE = Set.of("Steering", "Reasons", "DecisionRate", "Linger");

	@ParameterizedTest
	@CsvSource({ "LiveSampler.class, 40", "/dev/tracing/boot/rescue/Rescue.class, 20" })
	void requestsWaitForNobody(String example, int classes) throws Exception {
		URL url = LiveSampler.class.getResource(example);
		List<Path> files = classFiles(url);
		assertThat(files).hasSizeGreaterThan(classes);
		for (Path file : files) {
			assertThat(locks(file)).as(file.getFileName().toString()).isEmpty();
		}
	}

	private static List<Path> classFiles(URL example) throws IOException, URISyntaxException {
		try (Stream<Path> all = Files.list(Path.of(example.toURI()).getParent())) {
			return all.filter((file) -> file.toString().endsWith(".class"))
				.filter((file) -> !ASIDE.contains(file.getFileName().toString().replaceAll("[$.].*", "")))
				.toList();
		}
	}

	private static List<String> locks(Path file) throws IOException {
		List<String> locks = new ArrayList<>();
		try (InputStream bytes = Files.newInputStream(file)) {
			new ClassReader(bytes).accept(new ClassVisitor(ASM) {

				@Override
				public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
						String[] exceptions) {
					if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
						locks.add(name);
					}
					return new LockFinder(name, locks);
				}

			}, ClassReader.SKIP_DEBUG);
		}
		return locks;
	}

	/**
	 * Finds monitors that are entered and locks that are called.
	 */
	private static final class LockFinder extends MethodVisitor {

		private final String method;

		private final List<String> locks;

		LockFinder(String method, List<String> locks) {
			super(ASM);
			this.method = method;
			this.locks = locks;
		}

		@Override
		public void visitInsn(int opcode) {
			if (opcode == Opcodes.MONITORENTER) {
				this.locks.add(this.method);
			}
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			boolean waits = name.equals("lock") || name.equals("await") || name.equals("wait");
			if (owner.startsWith("java/util/concurrent/locks/") && !owner.endsWith("LockSupport") || waits) {
				this.locks.add(this.method);
			}
		}

	}

}
