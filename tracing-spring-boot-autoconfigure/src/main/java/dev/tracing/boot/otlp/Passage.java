/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

/**
 * A shipment's way through the lane, if it has to take it.
 *
 * @param <R> the response as the exporter knows it
 */
final class Passage<R> {

	private final Courier<R> courier;

	private final Shipment<R> shipment;

	private boolean inside;

	private boolean exempt;

	Passage(Courier<R> courier, Shipment<R> shipment) {
		this.courier = courier;
		this.shipment = shipment;
	}

	/**
	 * Asks to send.
	 * @return whether it may; if not, it will be called
	 */
	boolean enter() {
		if (!this.courier.hasSpool() || this.exempt) {
			return true;
		}
		this.inside = this.courier.enter(this.shipment);
		return this.inside;
	}

	void leave() {
		if (this.inside) {
			this.inside = false;
			this.courier.leave();
		}
	}

	boolean isInside() {
		return this.inside;
	}

	/**
	 * The disk does not take the request: then it cannot arrive twice, and need not wait.
	 */
	void exempt() {
		this.exempt = true;
	}

}
