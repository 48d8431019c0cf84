/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.kafka;

import java.util.Map;

import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Finds the id of a Kafka client. Clients do not tell it, but every metric of theirs
 * does.
 */
final class ClientId {

	private ClientId() {
	}

	static @Nullable String of(Map<MetricName, ? extends Metric> metrics) {
		for (MetricName name : metrics.keySet()) {
			return name.tags().get("client-id");
		}
		return null;
	}

}
