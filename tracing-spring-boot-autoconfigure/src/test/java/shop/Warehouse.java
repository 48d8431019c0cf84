/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package shop;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * A class of somebody else's, as the log sees it.
 *
 * @param observations where its work is observed
 */
public record Warehouse(ObservationRegistry observations) {

	public void ship() {
		Observation.start("ship", this.observations).stop();
	}

	public void bill() {
		Observation.start("bill", this.observations).stop();
	}

}
