/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.payment;

import java.io.IOException;

import dev.tracing.sample.Latency;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/**
 * The payment service.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(Latency.class)
public class PaymentApplication {

	@Bean
	PaymentProvider paymentProvider(Latency latency) throws IOException {
		return new PaymentProvider(latency.paymentProcess().multipliedBy(3).dividedBy(4));
	}

	@Bean
	RestClient providerClient(RestClient.Builder builder, PaymentProvider provider) {
		return builder.baseUrl(provider.url()).build();
	}

}
