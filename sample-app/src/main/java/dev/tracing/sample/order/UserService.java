/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import dev.tracing.boot.annotation.SpanAttribute;
import dev.tracing.boot.annotation.Traced;
import dev.tracing.sample.Latency;
import dev.tracing.sample.Work;

import org.springframework.stereotype.Service;

/**
 * Knows the users.
 */
@Service
class UserService {

	private final Latency latency;

	UserService(Latency latency) {
		this.latency = latency;
	}

	@Traced("user.validate")
	void validate(@SpanAttribute("user.id") String userId) {
		Work.take(this.latency.userValidate());
		if (userId.isBlank()) {
			throw new UnknownUserException();
		}
	}

}
