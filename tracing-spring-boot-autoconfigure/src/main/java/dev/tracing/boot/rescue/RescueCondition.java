/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import dev.tracing.boot.sampling.Attribute;
import io.opentelemetry.api.common.Attributes;

/**
 * An attribute that makes a trace worth rescuing. It is compared as the sampling rules
 * compare theirs.
 *
 * @param attribute what is looked for
 * @param reason why a trace with it is rescued
 */
record RescueCondition(Attribute attribute, RescueReason reason) {

	boolean matches(Attributes attributes) {
		return this.attribute.matches(attributes);
	}

}
