/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.inventory;

import dev.tracing.sample.Latency;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * The inventory service.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(Latency.class)
public class InventoryApplication {

}
