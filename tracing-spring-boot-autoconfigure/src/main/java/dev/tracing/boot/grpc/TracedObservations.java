/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import io.grpc.MethodDescriptor;
import io.micrometer.core.instrument.binder.grpc.GrpcClientObservationContext;
import io.micrometer.core.instrument.binder.grpc.GrpcServerObservationContext;
import io.micrometer.observation.Observation;

/**
 * Tells Observations of calls that we trace from those of servers and channels that have
 * Micrometer's interceptor and not ours. An Observation is made behind our interceptor
 * but asked about later and on other threads, so it keeps the first answer.
 */
final class TracedObservations {

	private TracedObservations() {
	}

	static boolean isServed(Observation.Context context) {
		return context instanceof GrpcServerObservationContext server
				&& keep(server, CallMark.current() != null && CallMark.current() == server.getCarrier());
	}

	static boolean isSent(Observation.Context context) {
		return context instanceof GrpcClientObservationContext client
				&& keep(client, CallMark.current() instanceof MethodDescriptor<?, ?> method
						&& method.getFullMethodName().equals(client.getFullMethodName()));
	}

	private static boolean keep(Observation.Context context, boolean answer) {
		return context.<Answer>computeIfAbsent(Answer.class, (type) -> new Answer(answer)).traced();
	}

	private record Answer(boolean traced) {
	}

}
