/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;

import dev.tracing.boot.PropagationProperties.Trust;
import dev.tracing.boot.operation.Ingress;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a caller by where he is and by what he wants. Paths come first.
 */
final class IngressRules implements Ingress {

	private final Trust trust;

	private final Network[] networks;

	private final @Nullable IngressPaths paths;

	private final boolean links;

	private final boolean requestId;

	/**
	 * Creates rules.
	 * @param trust who is trusted where no pattern says anything
	 * @param networks what is internal
	 * @param paths on which paths the caller does not matter; null for none
	 * @param links whether strangers are remembered
	 * @param requestId whether a stranger's request id is passed on
	 */
	IngressRules(Trust trust, List<Network> networks, @Nullable IngressPaths paths, boolean links, boolean requestId) {
		this.trust = trust;
		this.networks = networks.toArray(Network[]::new);
		this.paths = paths;
		this.links = links;
		this.requestId = requestId;
	}

	@Override
	public boolean trusts(@Nullable String address, String path) {
		Boolean byPath = (this.paths != null) ? this.paths.trust(path) : null;
		if (byPath != null) {
			return byPath;
		}
		return switch (this.trust) {
			case ALL -> true;
			case INTERNAL -> address != null && isInternal(address);
			case NONE -> false;
		};
	}

	private boolean isInternal(String address) {
		byte[] bytes = InternetAddress.parse(address);
		if (bytes != null) {
			for (Network network : this.networks) {
				if (network.contains(bytes)) {
					return true;
				}
			}
		}
		return false;
	}

	@Override
	public boolean linksStrangers() {
		return this.links;
	}

	@Override
	public <C> Context readStranger(Context current, C carrier, TextMapGetter<C> getter) {
		return this.requestId ? RequestId.read(current, carrier, getter) : current;
	}

}
