/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.List;
import java.util.Map;

import dev.tracing.boot.analysis.SampleTrace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;

class JsonFormatTests {

	@Test
	void traceIsOneLineWithFlatSpansAndTheirParents() {
		String line = print(SampleTrace.order());
		assertThat(line).endsWith("}\n").hasLineCount(1);
		Map<String, Object> json = JsonParserFactory.getJsonParser().parseMap(line);
		assertThat(json).containsEntry("traceId", SampleTrace.ID)
			.containsEntry("durationMs", 500.0)
			.containsEntry("services", List.of("order"))
			.containsEntry("incomplete", false);
		assertThat(json).extractingByKey("spans", InstanceOfAssertFactories.LIST)
			.hasSize(8)
			.allSatisfy((span) -> assertThat(span).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsKeys("spanId", "name", "kind", "service", "start"))
			.filteredOn((span) -> span.toString().contains("bottleneck=true"))
			.singleElement(InstanceOfAssertFactories.MAP)
			.containsEntry("name", "payment.process")
			.containsEntry("parentSpanId", "order.create")
			.containsEntry("durationMs", 200.0)
			.containsEntry("selfMs", 200.0)
			.containsEntry("critical", true);
	}

	@Test
	void valuesKeepTheirTypesAndStayValid() {
		Attributes attributes = Attributes.builder()
			.put("order.amount", 12.5)
			.put("order.infinite", Double.NaN)
			.put("order.items", 3)
			.put("order.paid", true)
			.put("order.tags", "a", "b\n\"")
			.put(AttributeKey.stringKey("same"), "text")
			.put(AttributeKey.longKey("same"), 1L)
			.put("order.note", "\u0000\u001b[31m \u202e \\ 支付 📦")
			.build();
		String line = print(new SampleTrace().with(attributes).failing("Timeout").span("order.create", null, 0, 1));
		assertThat(line).hasLineCount(1).doesNotContain("\u001b", "\u0000");
		Map<String, Object> json = JsonParserFactory.getJsonParser().parseMap(line);
		assertThat(json).extractingByKey("spans", InstanceOfAssertFactories.LIST)
			.singleElement(InstanceOfAssertFactories.MAP)
			.containsEntry("error", true)
			.containsEntry("errorType", "Timeout")
			.doesNotContainKey("parentSpanId")
			.extractingByKey("attributes", InstanceOfAssertFactories.map(String.class, Object.class))
			.containsEntry("order.amount", 12.5)
			.containsEntry("order.infinite", "NaN")
			.containsEntry("order.items", 3)
			.containsEntry("order.paid", true)
			.containsEntry("order.tags", List.of("a", "b\n\""))
			.containsEntry("order.note", "\u0000\u001b[31m \u202e \\ 支付 📦")
			.containsKey("same");
	}

	@Test
	void incompleteTraceSaysWhy() {
		String line = new JsonFormat()
			.apply(new FinishedTrace(SampleTrace.ID, SampleTrace.order().spans(), 7, 1, 2, true));
		assertThat(JsonParserFactory.getJsonParser().parseMap(line)).containsEntry("incomplete", true)
			.containsEntry("continued", true)
			.containsEntry("spansNotKept", 7)
			.containsEntry("spansOpen", 1)
			.containsEntry("spansMissing", 2);
	}

	private static String print(SampleTrace trace) {
		return new JsonFormat().apply(new FinishedTrace(SampleTrace.ID, trace.spans(), 0, 0, 0, false));
	}

}
