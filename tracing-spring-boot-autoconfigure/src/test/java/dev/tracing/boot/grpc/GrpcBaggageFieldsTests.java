/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import dev.tracing.boot.TracingEnvironment;
import dev.tracing.boot.baggage.BaggageAutoConfiguration;
import dev.tracing.boot.propagation.PropagationAutoConfiguration;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.opentelemetry.api.common.AttributeKey;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A baggage field and the metadata of a real call.
 */
class GrpcBaggageFieldsTests {

	@Test
	void fieldIsReadFromTheMetadataOfARealCall() {
		GrpcTestKit.application()
			.withInitializer(new TracingEnvironment())
			.withConfiguration(
					AutoConfigurations.of(PropagationAutoConfiguration.class, BaggageAutoConfiguration.class))
			.withPropertyValues("tracing.baggage.fields.tenant-id.from-header=X-Tenant",
					"tracing.baggage.fields.tenant-id.attribute=business.tenant_id")
			.run((context) -> {
				ManagedChannel channel = Grpc
					.newChannelBuilder("localhost:" + GrpcTestKit.port(context), InsecureChannelCredentials.create())
					.build();
				assertThat(CallForm.UNARY.call(GrpcSamplingRuleTests.ofTenant(channel, "acme"), "Ann").isOk()).isTrue();
				GrpcTestKit.close(channel);
				assertThat(GrpcTestKit.take(context, 1)
					.server()
					.getAttributes()
					.get(AttributeKey.stringKey("business.tenant_id"))).isEqualTo("acme");
			});
	}

}
