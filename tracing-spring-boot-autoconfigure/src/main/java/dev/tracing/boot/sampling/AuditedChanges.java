/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Makes an audit event of every change.
 */
final class AuditedChanges implements ApplicationListener<PayloadApplicationEvent<ChangeEvent>> {

	/**
	 * Type of the audit events.
	 */
	static final String TYPE = "TRACING_SAMPLING_CHANGE";

	private final ApplicationEventPublisher publisher;

	AuditedChanges(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<ChangeEvent> published) {
		ChangeEvent event = published.getPayload();
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("action", event.action().text());
		TimedChange timed = event.timed();
		if (timed != null) {
			data.putAll(timed.shown());
		}
		else {
			data.put("change", event.change().kind().text());
			data.put("to", event.change().text());
		}
		this.publisher.publishEvent(new AuditApplicationEvent(new AuditEvent(event.by(), TYPE, data)));
	}

}
