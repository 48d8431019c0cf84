/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import dev.tracing.boot.console.ConsoleTreeAutoConfiguration;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * What the services of one JVM share: the broker, and the console tree that shows their
 * traces. Nothing else is auto-configured here: a tracer or a sampler of the parent would
 * take the place of the services' own.
 */
@Configuration(proxyBeanMethods = false)
@Import(BrokerConfiguration.class)
@ImportAutoConfiguration(ConsoleTreeAutoConfiguration.class)
class SharedConfiguration {

}
