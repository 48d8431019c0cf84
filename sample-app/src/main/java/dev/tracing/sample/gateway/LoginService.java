/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.gateway;

import java.util.UUID;

import dev.tracing.boot.annotation.SpanAttribute;
import dev.tracing.boot.annotation.Traced;

import org.springframework.stereotype.Service;

/**
 * Lets users in. Their names may be seen in a trace, their passwords and tokens must not.
 */
@Service
class LoginService {

	@Traced("user.login")
	String login(@SpanAttribute(value = "user.name", expression = "name") Credentials credentials) {
		if (credentials.password().isEmpty()) {
			throw new WrongPasswordException();
		}
		return UUID.randomUUID().toString();
	}

}
