/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.tracing.boot.TracingEnvironment;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class SamplingRulesTests {

	private static final String TRACE_ID = "0af7651916cd43dd84ffffffffffffff";

	private static final String RULE = "tracing.sampling.rules[0].";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class,
				OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class))
		.withPropertyValues("tracing.sampling.ratio=0.0");

	private final Attributes request = Attributes.builder()
		.put("http.request.method", "POST")
		.put("url.path", "/orders/4711")
		.put("rpc.method", "shop.Orders/Place")
		.put("messaging.destination.name", "orders.paid")
		.put("customer.tier", "gold")
		.put("customer.orders", 12L)
		.put("cart.value", 99.5)
		.put("customer.new", true)
		.put("http.request.header.x-beta", "no", "yes")
		.build();

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "method=POST | true", "method=GET,POST | true", "method=GET | false", "path=/orders/** | true",
					"path=/orders/4711 | true", "path=/orders | false", "path=/ord/** | false",
					"path=/orders/{id} | true", "path=/orders/{id}/lines | false", "path=/*/4711 | true",
					"span-name=POST | true", "span-name=P* | true", "span-name=GET* | false", "kind=server | true",
					"kind=consumer | false", "topic=orders.* | true", "topic=orders | false",
					"grpc-method=shop.Orders/* | true", "grpc-method=shop.Payments/* | false",
					"attributes[0].name=customer.tier | true", "attributes[0].name=customer.level | false",
					"attributes[0].name=customer.tier attributes[0].value=gold | true",
					"attributes[0].name=customer.tier attributes[0].value=silver | false",
					"attributes[0].name=customer.tier attributes[0].pattern=g?l* | true",
					"attributes[0].name=customer.orders attributes[0].value=12 | true",
					"attributes[0].name=customer.orders attributes[0].value=13 | false",
					"attributes[0].name=customer.orders attributes[0].min=12 | true",
					"attributes[0].name=customer.orders attributes[0].max=11.9 | false",
					"attributes[0].name=cart.value attributes[0].min=50 attributes[0].max=100 | true",
					"attributes[0].name=customer.new attributes[0].value=true | true",
					"attributes[0].name=customer.new attributes[0].value=false | false",
					"attributes[0].name=http.request.header.x-beta attributes[0].value=yes | true",
					"method=POST attributes[0].name=customer.tier attributes[0].value=silver | false" })
	void ruleMatchesWhatItsConditionsSay(String conditions, boolean matches) {
		this.contextRunner.withPropertyValues(rule(conditions + " ratio=1.0"))
			.run((context) -> assertThat(decide(context.getBean(LiveSampler.class), this.request).getDecision())
				.isEqualTo(matches ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.DROP));
	}

	@Test
	void firstRuleThatMatchesDecides() {
		this.contextRunner
			.withPropertyValues("tracing.sampling.ratio=1.0", "tracing.sampling.rules[0].path=/orders/**",
					"tracing.sampling.rules[0].drop=true", "tracing.sampling.rules[0].name=no orders",
					"tracing.sampling.rules[1].method=POST", "tracing.sampling.rules[1].ratio=1.0",
					"tracing.sampling.rules[1].name=posts")
			.run((context) -> {
				LiveSampler sampler = context.getBean(LiveSampler.class);
				assertThat(decide(sampler, this.request).getDecision()).isEqualTo(SamplingDecision.DROP);
				SamplingResult other = decide(sampler, Attributes.builder().put("http.request.method", "POST").build());
				assertThat(other.getDecision()).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
				assertThat(other.getAttributes().get(Reason.ATTRIBUTE)).isEqualTo("rule:posts");
				assertThat(decide(sampler, Attributes.empty()).getAttributes().get(Reason.ATTRIBUTE))
					.isEqualTo("ratio");
				assertThat(counts(context.getBean(Steering.class))).containsEntry("rule:no orders", "0/1")
					.containsEntry("rule:posts", "1/0")
					.containsEntry("ratio", "1/0");
			});
	}

	@Test
	void ruleWritesTheThresholdOfItsOwnRatio() {
		this.contextRunner.withPropertyValues(rule("method=POST ratio=0.5"))
			.run((context) -> assertThat(decide(context.getBean(LiveSampler.class), this.request)
				.getUpdatedTraceState(TraceState.getDefault())
				.get("ot")).isEqualTo("th:8"));
	}

	@Test
	void ruleWithALimitKeepsItsBurstAndThenLittle() {
		this.contextRunner.withPropertyValues(rule("method=POST max-per-second=2")).run((context) -> {
			LiveSampler sampler = context.getBean(LiveSampler.class);
			int kept = 0;
			Random random = new Random(42);
			for (int i = 0; i < 5_000; i++) {
				String traceId = TraceId.fromLongs(random.nextLong(), random.nextLong());
				SamplingResult result = decide(sampler, Context.root(), traceId, this.request);
				kept += (result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE) ? 1 : 0;
			}
			assertThat(kept).isBetween(1, 50);
		});
	}

	@Test
	void headerIsReadFromWhatWasReceivedAndNotRecorded() {
		this.contextRunner.withPropertyValues(rule("headers[0].name=X-Tenant headers[0].value=acme ratio=1.0"))
			.run((context) -> {
				LiveSampler sampler = context.getBean(LiveSampler.class);
				SamplingHeaders headers = context.getBean(SamplingHeaders.class);
				Context acme = headers.extract(Context.root(), Map.of("X-Tenant", "acme"), new MapGetter());
				Context other = headers.extract(Context.root(), Map.of("X-Tenant", "other"), new MapGetter());
				assertThat(decide(sampler, acme, TRACE_ID, Attributes.empty()).getDecision())
					.isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
				assertThat(decide(sampler, other, TRACE_ID, Attributes.empty()).getDecision())
					.isEqualTo(SamplingDecision.DROP);
				assertThat(headers.extract(Context.root(), Map.of(), new MapGetter())).isSameAs(Context.root());
				assertThat(sampler.wantsAttributes()).as("a header is no attribute").isFalse();
			});
	}

	@Test
	void whatIsForeseenKnowsTheRules() {
		this.contextRunner.withPropertyValues(rule("method=POST ratio=1.0")).run((context) -> {
			LiveSampler sampler = context.getBean(LiveSampler.class);
			assertThat(sampler.drops(Span.getInvalid())).isFalse();
			assertThat(sampler.wantsAttributes()).isTrue();
			assertThat(sampler.getDescription()).contains("1 rule, otherwise TraceIdRatioBased{0.000000}");
		});
		this.contextRunner.withPropertyValues(rule("kind=server drop=true")).run((context) -> {
			LiveSampler sampler = context.getBean(LiveSampler.class);
			assertThat(sampler.drops(Span.getInvalid())).as("nothing is ever kept").isTrue();
			assertThat(sampler.wantsAttributes()).isFalse();
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "method=GET | '' | method=[GET] | Write one of ratio",
			"ratio=0.1 drop=true | '' | ratio=0.1 | Write one of ratio", "ratio=1.5 | .ratio | 1.5 | Write 0.1",
			"max-per-second=0 | .max-per-second | 0.0 | Write drop: true",
			"path=orders ratio=1 | .path | orders | Write a pattern such as /orders/**",
			"path=/orders/{id ratio=1 | .path | /orders/{id | Write a pattern such as /orders/{id}",
			"headers[0].value=a ratio=1 | .headers[0].name | null | Write a name",
			"headers[0].name=X headers[0].min=1 ratio=1 | .headers[0] | min=1.0 | Write a value or a pattern",
			"attributes[0].name=a attributes[0].value=b attributes[0].pattern=c ratio=1 | .attributes[0] | value=b, pattern=c | Write one of",
			"attributes[0].name=a attributes[0].min=3 attributes[0].max=2 ratio=1 | .attributes[0].min | 3.0 | lower number" })
	void badRuleFailsTheStartWithItsIndexItsTextAndWhatToWrite(String rule, String property, String text,
			String remedy) {
		String[] second = rule(rule);
		for (int i = 0; i < second.length; i++) {
			second[i] = second[i].replace("rules[0]", "rules[1]");
		}
		this.contextRunner.withPropertyValues(rule("drop=true"))
			.withPropertyValues(second)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("tracing.sampling.rules[1]" + property);
					assertThat(String.valueOf(ex.getValue())).contains(text);
					assertThat(ex.getReason()).contains(remedy);
				}));
	}

	@Test
	void twoRulesCannotHaveOneName() {
		this.contextRunner
			.withPropertyValues("tracing.sampling.rules[0].name=a", "tracing.sampling.rules[0].drop=true",
					"tracing.sampling.rules[1].name=a", "tracing.sampling.rules[1].drop=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("tracing.sampling.rules[1].name"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "max-traces-per-second=0 | max-traces-per-second", "burst=0 | burst", "hard=true | hard",
					"load.max-qps=0 | load.max-qps", "load.floor=2 | load.floor", "load.ceiling=0.001 | load.floor",
					"load.hysteresis=1 | load.hysteresis", "load.interval=0s | load.interval",
					"load.recovery=-1s | load.recovery", "load.max-cpu=80 | load.max-cpu",
					"load.max-heap-after-gc=-1 | load.max-heap-after-gc", "load.max-queue=75 | load.max-queue",
					"force.secret=short | force.secret", "force.header= | force.header",
					"force.attributes[0].value=a | force.attributes[0].name" })
	void badLimitFailsTheStart(String value, String property) {
		this.contextRunner.withPropertyValues("tracing.sampling." + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("tracing.sampling." + property)));
	}

	@Test
	void limitsStandBetweenRulesAndRatio() {
		this.contextRunner
			.withPropertyValues("tracing.sampling.ratio=0.5", "tracing.sampling.max-traces-per-second=5",
					"tracing.sampling.hard=true", "tracing.sampling.load.max-qps=100")
			.run((context) -> assertThat(context.getBean(LiveSampler.class).getDescription())
				.isEqualTo("parent-based, root: AdaptiveRatio{0.500, rate-limit, load}"));
	}

	@Test
	void offIsOffWhateverTheRulesSay() {
		this.contextRunner.withPropertyValues("tracing.sampling.strategy=parent_based_always_off")
			.withPropertyValues(rule("method=POST ratio=1.0"))
			.run((context) -> assertThat(decide(context.getBean(LiveSampler.class), this.request).getDecision())
				.isEqualTo(SamplingDecision.DROP));
	}

	private static Map<String, String> counts(Steering steering) {
		Map<String, String> counts = new HashMap<>();
		steering.reasons()
			.all()
			.forEach((reason) -> counts.put(reason.name(), reason.sampled() + "/" + reason.dropped()));
		return counts;
	}

	private static String[] rule(String values) {
		String[] properties = values.split(" ");
		for (int i = 0; i < properties.length; i++) {
			properties[i] = RULE + properties[i];
		}
		return properties;
	}

	private static SamplingResult decide(LiveSampler sampler, Attributes attributes) {
		return decide(sampler, Context.root(), TRACE_ID, attributes);
	}

	private static SamplingResult decide(LiveSampler sampler, Context context, String traceId, Attributes attributes) {
		return sampler.shouldSample(context, traceId, "POST", SpanKind.SERVER, attributes, List.of());
	}

	static final class MapGetter implements TextMapGetter<Map<String, String>> {

		@Override
		public Iterable<String> keys(Map<String, String> carrier) {
			return carrier.keySet();
		}

		@Override
		public String get(Map<String, String> carrier, String key) {
			return carrier.get(key);
		}

	}

}
