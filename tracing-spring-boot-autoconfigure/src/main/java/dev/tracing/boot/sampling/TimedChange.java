/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.sampling;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A change that is taken back by itself.
 *
 * @param change the change
 * @param until when it is taken back
 * @param by name of who made it
 */
record TimedChange(Change change, Instant until, String by) {

	Map<String, Object> shown() {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("change", this.change.kind().text());
		if (!this.change.name().isEmpty()) {
			shown.put("name", this.change.name());
		}
		shown.put("to", this.change.text());
		shown.put("until", this.until.toString());
		shown.put("by", this.by);
		return shown;
	}

}
