/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.rescue;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * Records every span and samples none.
 */
final class RecordOnly implements Sampler {

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind kind,
			Attributes attributes, List<LinkData> parentLinks) {
		return SamplingResult.recordOnly();
	}

	@Override
	public String getDescription() {
		return "RecordOnly";
	}

}
