/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class UrlRedactionTests {

	private final UrlRedaction redaction = new UrlRedaction(
			List.of("X-Amz-Signature", "X-Amz-Credential", "X-Amz-Security-Token", "sig", "X-Goog-Signature"));

	@Test
	void keepsTheSameStringIfNothingIsSensitive() {
		String url = "https://shop.example:8443/orders/a@b?page=2&sort=price&signature=1#top";
		assertThat(this.redaction.url(url)).isSameAs(url);
		String query = "page=2&sort=price&flag";
		assertThat(this.redaction.query(query)).isSameAs(query);
	}

	@Test
	void hidesCredentials() {
		assertThat(this.redaction.url("https://user:secret@shop.example/a"))
			.isEqualTo("https://REDACTED:REDACTED@shop.example/a");
		assertThat(this.redaction.url("https://user@shop.example")).isEqualTo("https://REDACTED:REDACTED@shop.example");
		assertThat(this.redaction.url("https://user:s@cret@shop.example?x=@"))
			.isEqualTo("https://REDACTED:REDACTED@shop.example?x=@");
		assertThat(this.redaction.url("//user:secret@shop.example/")).isEqualTo("//REDACTED:REDACTED@shop.example/");
	}

	@Test
	void keepsAnAtSignThatIsNoCredential() {
		String url = "https://shop.example/@user?to=https://a:b@c";
		assertThat(this.redaction.url(url)).isSameAs(url);
		assertThat(this.redaction.url("/relative//a@b")).isEqualTo("/relative//a@b");
		assertThat(this.redaction.url("?next=//a@b")).isEqualTo("?next=//a@b");
	}

	@Test
	void hidesSensitiveValuesAndKeepsTheirKeys() {
		assertThat(this.redaction.url("https://s3.example/f?X-Amz-Signature=abc&id=1&sig=def#sig=x"))
			.isEqualTo("https://s3.example/f?X-Amz-Signature=REDACTED&id=1&sig=REDACTED#sig=x");
		assertThat(this.redaction.query("sig=a=b&sig=&sig&X-Goog-Signature=c"))
			.isEqualTo("sig=REDACTED&sig=&sig&X-Goog-Signature=REDACTED");
	}

	@Test
	void comparesKeysWithCase() {
		assertThat(this.redaction.query("Sig=a&x-amz-signature=b")).isEqualTo("Sig=a&x-amz-signature=b");
	}

	@Test
	void readsEncodedKeys() {
		assertThat(this.redaction.query("%73ig=a&%zz=b&s%69g=c")).isEqualTo("%73ig=REDACTED&%zz=b&s%69g=REDACTED");
	}

	@Test
	void thereIsNoEmptyQuery() {
		assertThat(this.redaction.query(null)).isNull();
		assertThat(this.redaction.query("")).isNull();
	}

	@Test
	void theListIsReplacedAsAWhole() {
		UrlRedaction own = new UrlRedaction(List.of("token"));
		assertThat(own.query("token=a&sig=b")).isEqualTo("token=REDACTED&sig=b");
		assertThat(new UrlRedaction(List.of()).query("sig=b")).isEqualTo("sig=b");
	}

	@Test
	void boundsWhatItReads() {
		String longPath = "https://shop.example/" + "a".repeat(100_000);
		assertThat(this.redaction.url(longPath)).hasSize(UrlRedaction.MAX_LENGTH);
		String atTheLimit = "sig=" + "a".repeat(UrlRedaction.MAX_LENGTH - 4);
		assertThat(this.redaction.query(atTheLimit)).isEqualTo("sig=REDACTED");
		assertThat(this.redaction.query(atTheLimit + "secret")).isEqualTo("sig=REDACTED");
	}

	@Test
	void hidesCredentialsThatReachBeyondTheBound() {
		String url = "https://user:" + "secret".repeat(2_000) + "@shop.example/";
		assertThat(this.redaction.url(url)).isEqualTo("https://REDACTED");
	}

	@Test
	void takesLinearTime() {
		String evil = "https://" + "@:%".repeat(2_000) + "?" + "%73ig=&".repeat(200_000);
		this.redaction.url(evil);
		long start = System.nanoTime();
		for (int i = 0; i < 100; i++) {
			this.redaction.url(evil);
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void survivesEveryCutOfAUrl() {
		String url = "https://user:secret@shop.example:80/a%20b;c=d?sig=%%%&X-Amz-Signature=%4#?@/";
		for (int i = 0; i <= url.length(); i++) {
			String part = url.substring(i);
			assertThatNoException().isThrownBy(() -> this.redaction.url(part));
			String beginning = url.substring(0, i);
			assertThatNoException().isThrownBy(() -> this.redaction.url(beginning));
		}
	}

}
