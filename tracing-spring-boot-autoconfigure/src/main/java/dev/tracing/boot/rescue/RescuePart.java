/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.tracing.boot.EndpointPart;
import dev.tracing.boot.EndpointRequest;

/**
 * Shows what the rescue holds and what became of it.
 *
 * @param rescue the rescue
 */
record RescuePart(Rescue rescue) implements EndpointPart {

	@Override
	public String name() {
		return "rescue";
	}

	@Override
	public Object read(EndpointRequest request) {
		RescueCounts counts = this.rescue.counts();
		Map<String, Object> rescued = new LinkedHashMap<>();
		for (RescueReason reason : this.rescue.reasons()) {
			rescued.put(reason.name(), reason.traces());
		}
		Map<String, Object> part = new LinkedHashMap<>();
		part.put("active", this.rescue.isOn());
		part.put("undecided", Math.round(this.rescue.traces()));
		part.put("bytes", Math.round(this.rescue.bytes()));
		part.put("rescued", rescued);
		part.put("forgotten", counts.forgotten.sum());
		part.put("flooded", counts.flooded.sum());
		part.put("evicted", counts.evictedByTraces.sum() + counts.evictedByBytes.sum());
		return part;
	}

}
