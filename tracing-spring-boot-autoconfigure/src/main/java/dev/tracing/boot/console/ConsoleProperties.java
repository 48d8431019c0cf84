/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the traces on the console. Where several application contexts share one
 * console, those of the context that holds it count.
 *
 * @param console What finished traces look like on the console. Defaults to tree under
 * the profiles local and dev, and to off otherwise.
 * @param consoleTree What is kept for the console, and for how long.
 */
@ConfigurationProperties("tracing")
public record ConsoleProperties(@Nullable ConsoleMode console, @DefaultValue ConsoleTree consoleTree) {

	/**
	 * What is kept for the console, and for how long.
	 *
	 * @param quietPeriod Time without a span that starts or ends after which a trace is
	 * finished.
	 * @param maxAge Time after which a trace is printed although spans are still open.
	 * @param maxTraces Number of unfinished traces that are kept.
	 * @param maxSpans Number of spans that are kept of each trace.
	 * @param maxLines Number of lines that are printed of each trace.
	 */
	public record ConsoleTree(@DefaultValue("500ms") Duration quietPeriod, @DefaultValue("1m") Duration maxAge,
			@DefaultValue("100") int maxTraces, @DefaultValue("1000") int maxSpans, @DefaultValue("100") int maxLines) {
	}

}
