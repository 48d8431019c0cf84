/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.List;

/**
 * What the console does next.
 *
 * @param finished the traces to print
 * @param toFlush the traces whose last spans wait in a queue
 * @param notShown how many traces were refused
 */
record ConsoleWork(List<FinishedTrace> finished, List<OpenTrace> toFlush, int notShown) {
}
