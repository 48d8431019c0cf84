/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.actuate;

import java.util.List;
import java.util.Map;

import dev.tracing.boot.EndpointOperation;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * What the endpoint answers. The reason of a refusal belongs into it: Spring Boot's page
 * of errors has none by default.
 */
final class Answers {

	private Answers() {
	}

	// Written by the endpoints' own mapper, whatever the application's does.
	static Object isolated(Object answer) {
		return (answer instanceof Map<?, ?> map) ? OperationResponseBody.of(map) : answer;
	}

	static Object refused(IllegalArgumentException reason) {
		return error(String.valueOf(reason.getMessage()), WebEndpointResponse.STATUS_BAD_REQUEST);
	}

	static Object unknown(String operation, List<EndpointOperation> operations) {
		List<String> known = operations.stream().map(EndpointOperation::name).sorted().toList();
		return error("There is no operation '" + operation + "'. There are " + known + ".",
				WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private static Object error(String message, int status) {
		return new WebEndpointResponse<>(Map.of("error", message), status);
	}

}
