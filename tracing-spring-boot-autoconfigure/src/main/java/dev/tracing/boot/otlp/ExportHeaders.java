/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Headers of every request to the collector, read anew for each attempt, so that tokens
 * may change. Beans of this type win over headers of the same name in properties. They
 * are never logged and never written to disk. One that throws makes the attempt fail.
 */
@FunctionalInterface
public interface ExportHeaders extends Supplier<Map<String, String>> {

}
