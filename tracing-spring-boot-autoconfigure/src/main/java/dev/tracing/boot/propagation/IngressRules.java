/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;

import dev.tracing.boot.PropagationProperties.Trust;
import dev.tracing.boot.operation.Ingress;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Trusts a caller by where he is and by what he wants. Paths come first.
 */
final class IngressRules implements Ingress {

	private static final PathContainer.Options UNDERSTOOD = PathContainer.Options.create('/', false);

	private final Trust trust;

	private final Network[] networks;

	private final PathPattern[] trusted;

	private final PathPattern[] untrusted;

	private final boolean links;

	/**
	 * Creates rules.
	 * @param trust who is trusted where no pattern says anything
	 * @param networks what is internal
	 * @param trusted paths on which everybody is trusted
	 * @param untrusted paths on which nobody is, even if they are trusted paths
	 * @param links whether strangers are remembered
	 */
	IngressRules(Trust trust, List<Network> networks, List<PathPattern> trusted, List<PathPattern> untrusted,
			boolean links) {
		this.trust = trust;
		this.networks = networks.toArray(Network[]::new);
		this.trusted = trusted.toArray(PathPattern[]::new);
		this.untrusted = untrusted.toArray(PathPattern[]::new);
		this.links = links;
	}

	@Override
	public boolean trusts(@Nullable String address, String path) {
		if (this.untrusted.length > 0 || this.trusted.length > 0) {
			PathContainer container = PathContainer.parsePath(path, UNDERSTOOD);
			if (matches(this.untrusted, container)) {
				return false;
			}
			if (matches(this.trusted, container)) {
				return true;
			}
		}
		return switch (this.trust) {
			case ALL -> true;
			case INTERNAL -> address != null && isInternal(address);
			case NONE -> false;
		};
	}

	private static boolean matches(PathPattern[] patterns, PathContainer path) {
		for (PathPattern pattern : patterns) {
			if (pattern.matches(path)) {
				return true;
			}
		}
		return false;
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

}
