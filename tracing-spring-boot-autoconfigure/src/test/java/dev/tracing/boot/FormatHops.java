/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

/**
 * From one application to the next over HTTP, in formats other than the default.
 */
final class FormatHops {

	private FormatHops() {
	}

	private abstract static class InFormat extends HttpHops.RequestHop {

		private final String format;

		InFormat(String format) {
			super("controller, `tracing.propagation.type=" + format + ",baggage`", "/plain", "");
			this.format = format;
		}

		@Override
		public String[] properties() {
			return new String[] { "tracing.propagation.type=" + this.format + ",baggage" };
		}

	}

	static final class InB3 extends InFormat {

		InB3() {
			super("b3");
		}

	}

	static final class InB3Multi extends InFormat {

		InB3Multi() {
			super("b3-multi");
		}

	}

	static final class InJaeger extends InFormat {

		InJaeger() {
			super("jaeger");
		}

	}

}
