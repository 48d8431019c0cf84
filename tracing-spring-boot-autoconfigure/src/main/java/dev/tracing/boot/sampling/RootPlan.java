/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;

/**
 * What is known of the decisions on local roots before any of them is made.
 *
 * @param keepsNothing whether no trace that starts here is kept, unless it is forced
 * @param wantsAttributes whether attributes are worth computing before the decision
 * @param forcesByHeader whether callers can force a trace
 * @param forcing attributes that force a trace, all of them together; empty for none
 */
record RootPlan(boolean keepsNothing, boolean wantsAttributes, boolean forcesByHeader, List<Attribute> forcing) {

	static RootPlan of(double ratio) {
		return new RootPlan(ratio == 0.0, ratio > 0.5, false, List.of());
	}

	boolean forcesByAttributes() {
		return !this.forcing.isEmpty();
	}

	boolean isForced(Context context, Attributes attributes) {
		if (this.forcesByHeader && Forced.isIn(context)) {
			return true;
		}
		for (int i = 0; i < this.forcing.size(); i++) {
			if (!this.forcing.get(i).matches(attributes)) {
				return false;
			}
		}
		return !this.forcing.isEmpty();
	}

}
