/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import java.math.BigDecimal;
import java.util.List;

import dev.tracing.boot.annotation.Traced;
import dev.tracing.sample.Latency;
import dev.tracing.sample.Work;

import org.springframework.stereotype.Service;

/**
 * Knows what things cost.
 */
@Service
class PriceCalculator {

	private final Latency latency;

	PriceCalculator(Latency latency) {
		this.latency = latency;
	}

	@Traced("price.calculate")
	BigDecimal calculate(List<String> items) {
		Work.take(this.latency.priceCalculate());
		return items.stream().map(PriceCalculator::price).reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private static BigDecimal price(String item) {
		return switch (item) {
			case "book" -> new BigDecimal("29.90");
			case "pen" -> new BigDecimal("2.60");
			case "laptop" -> new BigDecimal("1299.00");
			default -> new BigDecimal("9.90");
		};
	}

}
