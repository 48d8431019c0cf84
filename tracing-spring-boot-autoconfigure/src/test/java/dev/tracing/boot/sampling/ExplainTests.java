/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;
import java.util.Map;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ExplainTests {

	private static final String SECRET = "0123456789abcdef";

	private final SteeredSampler sampler = new SteeredSampler(SteeredSampler.ratio(0.25), "force.secret=" + SECRET,
			"rules[0].name=no-probes", "rules[0].path=/probes/**", "rules[0].drop=true", "rules[1].name=gold",
			"rules[1].method=POST", "rules[1].attributes[0].name=customer.orders", "rules[1].attributes[0].min=10",
			"rules[1].ratio=0.5", "rules[2].name=acme", "rules[2].headers[0].name=X-Tenant",
			"rules[2].headers[0].value=acme", "rules[2].max-per-second=5");

	@Test
	void firstRuleThatMatchesIsToldWithThoseThatDoNot() {
		Map<String, Object> answer = explain("method=POST", "path=/orders/1", "attributes=customer.orders=12");
		assertThat(answer).containsEntry("reason", "rule:gold").containsEntry("ratio", 0.5);
		assertThat(answer.get("why")).isEqualTo("It is the first rule of which all conditions hold: "
				+ "ratio 0.5 where method POST, attribute customer.orders=10.0...");
		assertThat(answer.get("rules"))
			.isEqualTo(List.of(Map.of("rule", "no-probes", "matches", false, "unmet", "path /probes/**"),
					Map.of("rule", "gold", "matches", true)));
	}

	@Test
	void unmetConditionIsTheOneThatDoesNotHold() {
		Map<String, Object> answer = explain("method=POST", "path=/orders/1", "attributes=customer.orders=9");
		assertThat(answer).containsEntry("reason", "ratio").containsEntry("ratio", 0.25);
		assertThat(answer.get("rules").toString()).contains("unmet=attribute customer.orders=10.0..")
			.contains("unmet=header X-Tenant=acme");
	}

	@Test
	void headersCountAsIfTheyHadBeenReceived() {
		assertThat(explain("headers=x-tenant=acme")).containsEntry("reason", "rule:acme").containsEntry("ratio", 1.0);
		assertThat(explain("headers=X-Force-Trace=" + SECRET)).containsEntry("reason", "forced");
		assertThat(explain("headers=X-Force-Trace=wrong")).containsEntry("reason", "ratio");
		String caller = "headers=traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0";
		assertThat(explain(caller + "1")).containsEntry("reason", "parent").containsEntry("ratio", 1.0);
		assertThat(explain(caller + "0")).containsEntry("reason", "parent").containsEntry("ratio", 0.0);
		String b3 = "headers=b3=0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";
		assertThat(explain(b3 + "1")).containsEntry("reason", "parent").containsEntry("ratio", 1.0);
		assertThat(explain(b3 + "0")).containsEntry("reason", "parent").containsEntry("ratio", 0.0);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "spanName=report.write | span-name=report.*", "kind=producer | kind=producer",
			"topic=orders | topic=orders", "grpcMethod=shop.Orders/Place | grpc-method=shop.Orders/*" })
	void everythingThatARuleLooksAtCanBeAskedFor(String question, String condition) {
		SteeredSampler ruled = new SteeredSampler(SteeredSampler.ratio(0.25), "rules[0].name=it",
				"rules[0]." + condition, "rules[0].ratio=0.5");
		assertThat(explain(ruled, question)).containsEntry("reason", "rule:it").containsEntry("ratio", 0.5);
		assertThat(explain(ruled, "path=/orders")).containsEntry("reason", "ratio");
	}

	@Test
	void samplerThatIsOffSaysSo() {
		SteeredSampler off = new SteeredSampler("management.opentelemetry.tracing.sampler=always_off");
		assertThat(explain(off, "path=/")).containsEntry("ratio", 0.0).containsEntry("why", "The sampler is off.");
	}

	@Test
	void nothingIsCountedOrRemembered() {
		explain("path=/probes/live");
		explain("headers=X-Tenant=acme");
		explain("path=/other");
		assertThat(this.sampler.steering.reasons().all())
			.allMatch((reason) -> reason.sampled() == 0 && reason.dropped() == 0);
		assertThat(this.sampler.steering.sampler().recent()).isEmpty();
	}

	@Test
	void questionThatCannotBeReadIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> explain("kind=waiter"))
			.withMessageContaining("'kind' must be one of [INTERNAL, SERVER");
		assertThatIllegalArgumentException().isThrownBy(() -> explain("headers=X-Tenant"));
	}

	private Map<String, Object> explain(String... arguments) {
		return explain(this.sampler, arguments);
	}

	@SuppressWarnings("unchecked") // The part answers with a map.
	private static Map<String, Object> explain(SteeredSampler sampler, String... arguments) {
		TextMapPropagator headers = TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(),
				B3Propagator.injectingSingleHeader(), sampler.headers);
		Object answer = new ExplainPart(sampler.steering, () -> headers).read(SteeredSampler.request(arguments));
		assertThat(answer).isInstanceOf(Map.class);
		return (Map<String, Object>) answer;
	}

}
