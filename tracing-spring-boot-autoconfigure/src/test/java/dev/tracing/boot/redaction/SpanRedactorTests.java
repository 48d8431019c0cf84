/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.redaction;

import java.util.List;
import java.util.Map;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.ExceptionEventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpanRedactorTests {

	private static final String CARD = "4111111111111111";

	private static final AttributeKey<String> NOTE = AttributeKey.stringKey("app.note");

	private final Redaction redaction = Redactions.of();

	@Test
	void spanWithoutFindingsStaysTheSameObject() {
		SpanData span = Redactions.builder()
			.setAttributes(Attributes.of(NOTE, "fine", AttributeKey.longKey("app.count"), 3L))
			.setEvents(List.of(EventData.create(1, "retried", Attributes.of(NOTE, "fine"))))
			.setLinks(List.of(LinkData.create(SpanContext.getInvalid(), Attributes.of(NOTE, "fine"))))
			.setStatus(StatusData.create(StatusCode.ERROR, "declined"))
			.setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "shop")))
			.build();
		assertThat(this.redaction.redactor().redact(span)).isSameAs(span);
		assertThat(this.redaction.summary()).isEmpty();
	}

	@Test
	void theWholeSurfaceIsRedacted() {
		IllegalStateException exception = new IllegalStateException("declined " + CARD);
		Attributes note = Attributes.of(NOTE, "x " + CARD);
		SpanData span = Redactions.builder()
			.setName("pay " + CARD)
			.setAttributes(note)
			.setEvents(List.of(EventData.create(1, "event " + CARD, note),
					ExceptionEventData.create(2, exception,
							Attributes.of(AttributeKey.stringKey("exception.message"), exception.getMessage(),
									AttributeKey.stringKey("exception.stacktrace"), exception + "\n\tat Shop.pay"),
							2)))
			.setLinks(List.of(LinkData.create(SpanContext.getInvalid(), note)))
			.setStatus(StatusData.create(StatusCode.ERROR, "declined " + CARD))
			.setResource(Resource.create(note, "https://schema.example"))
			.build();
		SpanData redacted = this.redaction.redactor().redact(span);
		assertThat(redacted.getName()).isEqualTo("pay REDACTED");
		assertThat(redacted.getAttributes().get(NOTE)).isEqualTo("x REDACTED");
		assertThat(redacted.getEvents()).extracting(EventData::getName).containsExactly("event REDACTED", "exception");
		assertThat(redacted.getEvents()).allSatisfy((event) -> assertThat(event.toString()).doesNotContain(CARD))
			.noneMatch(ExceptionEventData.class::isInstance);
		assertThat(redacted.getEvents().get(1).getAttributes().get(AttributeKey.stringKey("exception.stacktrace")))
			.isEqualTo("java.lang.IllegalStateException: declined REDACTED\n\tat Shop.pay");
		assertThat(redacted.getLinks().get(0).getAttributes().get(NOTE)).isEqualTo("x REDACTED");
		assertThat(redacted.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "declined REDACTED"));
		assertThat(redacted.getResource().getAttribute(NOTE)).isEqualTo("x REDACTED");
		assertThat(redacted.getResource().getSchemaUrl()).isEqualTo("https://schema.example");
		assertThat(redacted.getSpanContext()).isEqualTo(span.getSpanContext());
		assertThat(this.redaction.summary()).isEqualTo("9 values masked by rule card");
	}

	@Test
	void resourceIsRedactedOnceAndStaysOneObject() {
		Resource resource = Resource.create(Attributes.of(NOTE, "--password=hunter2"));
		SpanData one = this.redaction.redactor().redact(Redactions.builder().setResource(resource).build());
		SpanData two = this.redaction.redactor().redact(Redactions.builder().setResource(resource).build());
		assertThat(one.getResource()).isSameAs(two.getResource());
		assertThat(this.redaction.summary()).isEqualTo("1 values masked by rule secret-text");
	}

	@Test
	void valuesOfEveryTypeAreRedacted() {
		Map<String, Object> redacted = Redactions.redact(this.redaction, Attributes.builder()
			.put("app.texts", "fine", "x " + CARD)
			.put("app.number", 4111111111111111L)
			.put("app.numbers", 1L, 4111111111111111L)
			.put("app.nanos", 1_784_455_200_000_000_000L)
			.put(AttributeKey.valueKey("app.nested"),
					Value.of(KeyValue.of("user", Value.of("ann")), KeyValue.of("password", Value.of("hunter2"))))
			.put("card.number", 4711L)
			.put("user.has_password", true)
			.put(AttributeKey.stringArrayKey("http.request.header.cookie"), List.of("a=b", "c=d"))
			.build());
		assertThat(redacted).containsEntry("app.texts", List.of("fine", "x REDACTED"))
			.containsEntry("app.number", "REDACTED")
			.containsEntry("app.numbers", List.of("1", "REDACTED"))
			.containsEntry("app.nanos", 1_784_455_200_000_000_000L)
			.containsEntry("card.number", "REDACTED")
			.containsEntry("user.has_password", true)
			.containsEntry("http.request.header.cookie", List.of("REDACTED", "REDACTED"));
		assertThat(redacted.get("app.nested").toString()).contains("ann").doesNotContain("hunter2");
	}

	@Test
	void spanThatCannotBeReadLeavesWithoutContent() {
		SpanData broken = new BrokenSpan(Redactions.span(Attributes.of(NOTE, CARD)));
		SpanData redacted = this.redaction.redactor().redact(broken);
		assertThat(redacted.getSpanId()).isEqualTo(broken.getSpanId());
		assertThat(redacted.getAttributes().isEmpty()).isTrue();
		assertThat(redacted.getName()).isEqualTo("REDACTED");
		assertThat(this.redaction.summary()).endsWith("1 dropped because rule redaction failed");
	}

	@Test
	void allowListLetsNothingElseLeave() {
		Redaction listed = Redactions.of("allow-listed=true", "allowed-keys=app.*,http.route,span.name");
		SpanData span = Redactions.builder()
			.setAttributes(Attributes.of(NOTE, "x " + CARD, AttributeKey.stringKey("other"), "y",
					AttributeKey.stringKey("http.route"), "/pay"))
			.setEvents(List.of(EventData.create(1, "event", Attributes.of(AttributeKey.stringKey("k"), "v"))))
			.setStatus(StatusData.create(StatusCode.ERROR, "of Ann"))
			.setResource(Resource.create(Attributes.of(AttributeKey.stringKey("host.name"), "h")))
			.build();
		SpanData redacted = listed.redactor().redact(span);
		assertThat(redacted.getAttributes())
			.isEqualTo(Attributes.of(NOTE, "x REDACTED", AttributeKey.stringKey("http.route"), "/pay"));
		assertThat(redacted.getName()).isEqualTo(span.getName());
		assertThat(redacted.getEvents()).singleElement().satisfies((event) -> {
			assertThat(event.getName()).isEqualTo("REDACTED");
			assertThat(event.getAttributes().isEmpty()).isTrue();
		});
		assertThat(redacted.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "REDACTED"));
		assertThat(redacted.getResource().getAttributes().isEmpty()).isTrue();
		assertThat(listed.summary()).contains("5 values dropped by rule allow-list");
	}

	/**
	 * A span whose events throw.
	 */
	private static final class BrokenSpan extends DelegatingSpanData {

		BrokenSpan(SpanData span) {
			super(span);
		}

		@Override
		public List<EventData> getEvents() {
			throw new IllegalStateException("broken");
		}

	}

}
