/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServerTimingTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String VALUE = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

	@Test
	void whatIsWrittenIsRead() {
		String written = ServerTiming.exported(TRACE_ID, "b7ad6b7169203331");
		assertThat(written).isEqualTo("trace;desc=" + VALUE);
		assertThat(ServerTiming.isExported(List.of(written), TRACE_ID)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "trace;desc=" + VALUE, "trace;desc=\"" + VALUE + "\"", "db;dur=53, trace;desc=" + VALUE,
			"cache,trace;desc=" + VALUE + ",total;dur=1",
			"trace;desc=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03" })
	void entryIsFoundAmongOthers(String value) {
		assertThat(ServerTiming.isExported(List.of("miss", value), TRACE_ID)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "trace", "trace;desc=", "trace;desc=00-", "trace;desc=\"",
			"trace;desc=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
			"trace;desc=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
			"trace;desc=00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "xtrace;desc=" + VALUE,
			"traceparent;desc=" + VALUE })
	void anythingElseIsNoSuchEntry(String value) {
		assertThat(ServerTiming.isExported(List.of(value), TRACE_ID)).isFalse();
		assertThat(ServerTiming.isExported(null, TRACE_ID)).isFalse();
	}

}
