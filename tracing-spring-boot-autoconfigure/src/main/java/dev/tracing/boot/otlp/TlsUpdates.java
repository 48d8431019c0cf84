/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.util.function.Consumer;

import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Tells senders when the SSL bundle of the export has new certificates.
 */
final class TlsUpdates {

	private static final Logger logger = LoggerFactory.getLogger(TlsUpdates.class);

	private final @Nullable SslBundles bundles;

	private final @Nullable String name;

	TlsUpdates(@Nullable SslBundles bundles, @Nullable String name) {
		this.bundles = bundles;
		this.name = name;
	}

	TlsUpdates of(@Nullable String other) {
		return new TlsUpdates(this.bundles, other);
	}

	void listen(Consumer<TlsMaterial> sender) {
		if (this.bundles != null && this.name != null && !this.name.isBlank()) {
			this.bundles.addBundleUpdateHandler(this.name, (bundle) -> update(bundle, sender));
		}
	}

	// The old certificates stay in use if there is something wrong with the new ones.
	private void update(SslBundle bundle, Consumer<TlsMaterial> sender) {
		try {
			sender.accept(new TlsMaterial(bundle.createSslContext(), trustManager(bundle)));
			logger.info("The export goes on with the new certificates of SSL bundle '{}'", this.name);
		}
		catch (RuntimeException ex) {
			logger.warn("The new certificates of SSL bundle '{}' cannot be used (tracing.export.ssl-bundle)", this.name,
					ex);
		}
	}

	private static X509TrustManager trustManager(SslBundle bundle) {
		for (TrustManager manager : bundle.getManagers().getTrustManagers()) {
			if (manager instanceof X509TrustManager x509) {
				return x509;
			}
		}
		throw new IllegalStateException("The bundle trusts nobody");
	}

}
