/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.function.Function;

import dev.tracing.boot.ConditionalOnTracing;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the console that prints finished traces. Import it alone into a
 * parent context, and all child contexts print their common traces there.
 */
@AutoConfiguration
@ConditionalOnClass(SdkTracerProvider.class)
@ConditionalOnTracing
@Conditional(OnConsoleCondition.class)
@EnableConfigurationProperties(ConsoleProperties.class)
public final class ConsoleTreeAutoConfiguration {

	ConsoleTreeAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	TraceConsole traceConsole(ConsoleProperties properties, Environment environment) {
		ConsoleProperties.ConsoleTree tree = properties.consoleTree();
		check("quiet-period", tree.quietPeriod(), tree.quietPeriod().toNanos() > 0,
				"It must be positive. Write 500ms.");
		check("max-age", tree.maxAge(), tree.maxAge().compareTo(tree.quietPeriod()) > 0,
				"It must be longer than the quiet period. Write 1m.");
		check("max-traces", tree.maxTraces(), tree.maxTraces() > 0, "It must be positive. Write 100.");
		check("max-spans", tree.maxSpans(), tree.maxSpans() > 0, "It must be positive. Write 1000.");
		check("max-lines", tree.maxLines(), tree.maxLines() > 0, "It must be positive. Write 100.");
		ConsoleOutput output = ConsoleOutput.of(environment.getProperty("logging.charset.console"));
		Function<FinishedTrace, String> format = (OnConsoleCondition.mode(environment) == ConsoleMode.JSON)
				? new JsonFormat() : new TreeFormat(output.glyphs(), tree.maxLines());
		OpenTraces traces = new OpenTraces(tree.quietPeriod(), tree.maxAge(), tree.maxTraces(), tree.maxSpans());
		return new TraceConsole(traces, format, output, System::nanoTime);
	}

	private static void check(String name, Object value, boolean valid, String advice) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("tracing.console-tree." + name, value, advice);
		}
	}

}
