/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RescueAssemblyTests {

	@ParameterizedTest
	@CsvSource({ "0.9, , 0.9", "0.9, 0.8, 0.72", "0.5, 0.8, 0.5", "0.9, 1.0, 0.9" })
	void rescueGivesUpBeforeTheSamplerSaves(double own, Double samplers, double expected) {
		assertThat(RescueAssembly.earlier(own, samplers)).isCloseTo(expected, within(1e-9));
		assertThat(RescueAssembly.earlier(own, samplers)).isLessThan((samplers != null) ? samplers : 1.0);
	}

}
