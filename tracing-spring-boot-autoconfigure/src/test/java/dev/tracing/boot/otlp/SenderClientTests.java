/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.net.URI;
import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SenderClientTests {

	@Test
	void clientForPlainHttpReadsNoCertificates() {
		assertThat(protocol("http://localhost:4318/v1/traces", null)).isEqualTo("none");
		assertThat(protocol("HTTP://localhost:4318/v1/traces", null)).isEqualTo("none");
	}

	@Test
	void clientForTlsTrustsWhatTheJdkOrTheBundleTrusts() throws Exception {
		assertThat(protocol("https://localhost:4318/v1/traces", null)).isEqualTo(SSLContext.getDefault().getProtocol());
		SSLContext bundle = SSLContext.getInstance("TLSv1.3");
		bundle.init(null, null, null);
		assertThat(protocol("https://localhost:4318/v1/traces", bundle)).isEqualTo("TLSv1.3");
		assertThat(protocol("http://localhost:4318/v1/traces", bundle)).isEqualTo("TLSv1.3");
	}

	@Test
	void clientIsMadeOnceAndAgainForNewCertificates() throws Exception {
		JdkClient client = new JdkClient(new SenderConfig(URI.create("https://localhost:4318/v1/traces"), null));
		assertThat(client.get()).isSameAs(client.get());
		SSLContext renewed = SSLContext.getInstance("TLSv1.3");
		renewed.init(null, null, null);
		client.reload(renewed);
		assertThat(client.get().sslContext()).isSameAs(renewed);
		client.close();
		assertThatIllegalStateException().isThrownBy(client::get).withMessage("The sender is closed");
	}

	@Test
	void onlyAClientForPlainHttpWaitsForTheFirstRequest() {
		URI tls = URI.create("https://localhost:4318/v1/traces");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new JdkClient(new SenderConfig(tls, null, Duration.ZERO)));
		JdkClient plain = new JdkClient(
				new SenderConfig(URI.create("http://localhost:4318/v1/traces"), null, Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(plain::get);
	}

	private static String protocol(String endpoint, SSLContext ssl) {
		JdkClient client = new JdkClient(new SenderConfig(URI.create(endpoint), ssl));
		try {
			return client.get().sslContext().getProtocol();
		}
		finally {
			client.close();
		}
	}

}
