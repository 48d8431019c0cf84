/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.jspecify.annotations.Nullable;

/**
 * Redacts all that a span says. A span that may leave as it is stays the same object.
 */
final class SpanRedactor {

	private final ValueRedactor values;

	private final AttributesRedactor attributes;

	private final Rule failed;

	// A process has one resource, seldom two.
	private volatile @Nullable SeenResource seen;

	SpanRedactor(ValueRedactor values, Rule failed) {
		this.values = values;
		this.attributes = new AttributesRedactor(values);
		this.failed = failed;
	}

	SpanData redact(SpanData span) {
		try {
			String name = this.values.text("span.name", span.getName());
			Attributes redacted = this.attributes.redact(span.getAttributes());
			List<EventData> events = all(span.getEvents(), this::event);
			List<LinkData> links = all(span.getLinks(), this::link);
			StatusData status = status(span.getStatus());
			Resource resource = resource(span.getResource());
			boolean same = name.equals(span.getName()) && redacted == span.getAttributes() && events == span.getEvents()
					&& links == span.getLinks() && status == span.getStatus() && resource == span.getResource();
			return same ? span : new RedactedSpan(span, name, redacted, events, links, status, resource);
		}
		catch (RuntimeException ex) {
			// The span stays, and nothing that was not looked at.
			this.failed.failed();
			return new RedactedSpan(span, Replacements.MASK, Attributes.empty(), List.of(), List.of(),
					StatusData.unset(), Resource.empty());
		}
	}

	private static <T> List<T> all(List<T> list, UnaryOperator<T> redact) {
		List<T> result = null;
		for (int i = 0; i < list.size(); i++) {
			T element = list.get(i);
			T redacted = redact.apply(element);
			if (redacted != element && result == null) {
				result = new ArrayList<>(list);
			}
			if (result != null) {
				result.set(i, redacted);
			}
		}
		return (result != null) ? List.copyOf(result) : list;
	}

	private EventData event(EventData event) {
		String name = this.values.text("event.name", event.getName());
		Attributes redacted = this.attributes.redact(event.getAttributes());
		if (redacted == event.getAttributes() && name.equals(event.getName())) {
			return event;
		}
		// A plain one: that of an exception would hand out the exception itself.
		return EventData.create(event.getEpochNanos(), name, redacted, event.getTotalAttributeCount());
	}

	private LinkData link(LinkData link) {
		Attributes redacted = this.attributes.redact(link.getAttributes());
		return (redacted == link.getAttributes()) ? link
				: LinkData.create(link.getSpanContext(), redacted, link.getTotalAttributeCount());
	}

	private StatusData status(StatusData status) {
		String description = status.getDescription();
		if (description.isEmpty()) {
			return status;
		}
		String redacted = this.values.text("status.description", description);
		return redacted.equals(description) ? status : StatusData.create(status.getStatusCode(), redacted);
	}

	private Resource resource(Resource resource) {
		SeenResource last = this.seen;
		if (last != null && last.resource() == resource) {
			return last.redacted();
		}
		Attributes redacted = this.attributes.redact(resource.getAttributes());
		Resource result = (redacted == resource.getAttributes()) ? resource
				: Resource.create(redacted, resource.getSchemaUrl());
		this.seen = new SeenResource(resource, result);
		return result;
	}

	/**
	 * A resource and what may leave of it.
	 *
	 * @param resource the resource
	 * @param redacted what may leave
	 */
	private record SeenResource(Resource resource, Resource redacted) {
	}

}
