/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What was logged, with the MDC of the moment.
 */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private static final Pattern BROKER = Pattern.compile("(org\\.apache\\.)?kafka\\.|state\\.change\\.logger");

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private final Logger logger;

	private CapturedLog(Logger logger) {
		this.logger = logger;
		setContext((LoggerContext) LoggerFactory.getILoggerFactory());
		start();
		logger.addAppender(this);
	}

	static CapturedLog of(Class<?> type) {
		return new CapturedLog((Logger) LoggerFactory.getLogger(type));
	}

	public static CapturedLog ofEverything() {
		return new CapturedLog((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
	}

	@Override
	protected void append(ILoggingEvent event) {
		event.prepareForDeferredProcessing();
		this.events.add(event);
	}

	Map<String, String> mdcOf(String message) {
		List<ILoggingEvent> matching = this.events.stream()
			.filter((event) -> event.getFormattedMessage().contains(message))
			.toList();
		assertThat(matching).as("lines with '%s'", message).hasSize(1);
		return matching.get(0).getMDCPropertyMap();
	}

	/**
	 * Lines above debug of anybody but the application, and the broker that other tests
	 * have started, which reports once in a minute.
	 */
	public List<String> aboveDebug() {
		return this.events.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.INFO))
			.filter((event) -> !event.getLoggerName().equals(ServletShop.class.getName()))
			.filter((event) -> !BROKER.matcher(event.getLoggerName()).lookingAt())
			.map(ILoggingEvent::toString)
			.toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
	}

}
