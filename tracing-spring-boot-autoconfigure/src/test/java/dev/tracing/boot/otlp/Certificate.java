/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A key and a certificate for {@code localhost}, which trusts itself alone.
 *
 * @param keyStore the key store that has both
 */
record Certificate(Path keyStore) {

	private static final String PASSWORD = "changeit";

	static Certificate make(Path directory, String name) throws IOException, InterruptedException {
		Path keyStore = directory.resolve(name + ".p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore",
				keyStore.toString())
			.inheritIO()
			.start();
		assertThat(keytool.waitFor()).isZero();
		return new Certificate(keyStore);
	}

	/**
	 * Properties of an SSL bundle named {@code collector} that has what is in a file, and
	 * follows it.
	 */
	static String[] bundle(Path file) {
		String bundle = "spring.ssl.bundle.jks.collector.";
		return new String[] { "spring.ssl.bundle.watch.file.quiet-period=100ms", bundle + "reload-on-update=true",
				bundle + "keystore.location=file:" + file, bundle + "keystore.password=" + PASSWORD,
				bundle + "truststore.location=file:" + file, bundle + "truststore.password=" + PASSWORD };
	}

	void copyTo(Path file) {
		try {
			Files.copy(this.keyStore, file, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	KeyManagerFactory keys() throws GeneralSecurityException {
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(load(), PASSWORD.toCharArray());
		return factory;
	}

	TrustManagerFactory trust() throws GeneralSecurityException {
		KeyStore keys = load();
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		try {
			trusted.load(null, null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		trusted.setCertificateEntry("trusted", keys.getCertificate(keys.aliases().nextElement()));
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(trusted);
		return factory;
	}

	SSLContext context() throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys().getKeyManagers(), trust().getTrustManagers(), null);
		return context;
	}

	private KeyStore load() throws GeneralSecurityException {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream stream = Files.newInputStream(this.keyStore)) {
			keys.load(stream, PASSWORD.toCharArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return keys;
	}

}
