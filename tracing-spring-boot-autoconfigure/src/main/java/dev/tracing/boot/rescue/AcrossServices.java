/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Lasting;
import dev.tracing.boot.operation.RescueSignal;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Rescues what the called services rescue, and tells the callers. A service is believed
 * if it may hear of our traces at all.
 */
final class AcrossServices implements RescueSignal {

	private final Rescue rescue;

	private final Egress egress;

	AcrossServices(Rescue rescue, Egress egress) {
		this.rescue = rescue;
		this.egress = egress;
	}

	@Override
	public boolean tells(Context context, boolean failed) {
		for (RescueProcessor processor : this.rescue.processors()) {
			if (processor.promises(Span.fromContext(context), failed, Lasting.isMarked(context))) {
				return true;
			}
		}
		return false;
	}

	@Override
	public void heard(Context context, @Nullable String host) {
		if (!this.egress.sendsContext(host)) {
			return;
		}
		for (RescueProcessor processor : this.rescue.processors()) {
			processor.heard(Span.fromContext(context).getSpanContext());
		}
	}

}
