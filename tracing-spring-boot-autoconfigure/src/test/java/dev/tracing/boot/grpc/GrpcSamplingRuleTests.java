/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.grpc.GrpcTestKit.Spans;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.api.common.AttributeKey;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A rule of sampling and the methods of a real gRPC server.
 */
class GrpcSamplingRuleTests {

	@Test
	void ruleSeesTheMethodOfARealCall() {
		GrpcTestKit.application()
			.withInitializer(new TracingEnvironment())
			.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class))
			.withPropertyValues("management.tracing.sampling.probability=0.0", "tracing.sampling.rules[0].name=streams",
					"tracing.sampling.rules[0].grpc-method=test.Greeter/*Stream", "tracing.sampling.rules[0].ratio=1.0")
			.run((context) -> {
				assertThat(CallForm.UNARY.call(GrpcTestKit.channel(context), "Ann").isOk()).isTrue();
				context.getBean(RecordedSpans.class).assertNoMore();
				assertThat(CallForm.SERVER_STREAM.call(GrpcTestKit.channel(context), "Ann").isOk()).isTrue();
				Spans spans = GrpcTestKit.take(context, 2);
				assertThat(spans.client().getAttributes().get(AttributeKey.stringKey("tracing.sampling.reason")))
					.isEqualTo("rule:streams");
				assertThat(spans.server().getTraceId()).isEqualTo(spans.client().getTraceId());
			});
	}

	@Test
	void ruleSeesTheHeadersOfARealCall() {
		GrpcTestKit.application()
			.withInitializer(new TracingEnvironment())
			.withConfiguration(AutoConfigurations.of(SamplingAutoConfiguration.class))
			.withPropertyValues("management.tracing.sampling.probability=0.0", "tracing.sampling.rules[0].name=acme",
					"tracing.sampling.rules[0].headers[0].name=x-tenant",
					"tracing.sampling.rules[0].headers[0].value=acme", "tracing.sampling.rules[0].ratio=1.0")
			.run((context) -> {
				ManagedChannel channel = Grpc
					.newChannelBuilder("localhost:" + GrpcTestKit.port(context), InsecureChannelCredentials.create())
					.build();
				assertThat(CallForm.UNARY.call(ofTenant(channel, "other"), "Ann").isOk()).isTrue();
				assertThat(CallForm.UNARY.call(ofTenant(channel, "acme"), "Ann").isOk()).isTrue();
				GrpcTestKit.close(channel);
				assertThat(GrpcTestKit.take(context, 1)
					.server()
					.getAttributes()
					.get(AttributeKey.stringKey("tracing.sampling.reason"))).isEqualTo("rule:acme");
			});
	}

	static Channel ofTenant(Channel channel, String tenant) {
		Metadata headers = new Metadata();
		headers.put(Metadata.Key.of("x-tenant", Metadata.ASCII_STRING_MARSHALLER), tenant);
		return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
	}

}
