/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read of baggage is what OpenTelemetry reads of it, within the limits.
 */
class BaggageReaderTests {

	private final BaggageReader reader = new BaggageReader(new BaggageLimits(20, 3, 5, Set.of()));

	private final BaggageReader wide = new BaggageReader(new BaggageLimits(8192, 64, 8192, Set.of()));

	@Test
	void onlyKeysThatAreWantedAreRead() {
		BaggageReader some = new BaggageReader(new BaggageLimits(8192, 64, 8192, Set.of("tenant", "tier")));
		Baggage baggage = some.read("session=s3cr3t, tenant = ada ;p=1,Tenant=no,tier=gold");
		assertThat(baggage.asMap().keySet()).containsExactlyInAnyOrder("tenant", "tier");
		assertThat(baggage.getEntryValue("tenant")).isEqualTo("ada");
		assertThat(some.read("session=s3cr3t")).isNull();
		BaggageReader one = new BaggageReader(new BaggageLimits(12, 1, 8192, Set.of("tenant")));
		assertThat(one.read("a=1,b=2,c=3,tenant=ada").getEntryValue("tenant")).as("behind others").isEqualTo("ada");
	}

	@Test
	void behindTooManyThatNobodyWantsNothingIsRead() {
		BaggageReader one = new BaggageReader(new BaggageLimits(8192, 64, 8192, Set.of("tenant")));
		assertThat(one.read("a=1,".repeat(179) + "tenant=ada").getEntryValue("tenant")).isEqualTo("ada");
		assertThat(one.read("a=1,".repeat(180) + "tenant=ada")).isNull();
	}

	@Test
	void behindMuchThatIsIllegibleNothingIsRead() {
		String some = "a=\"" + "v".repeat(124) + ",b=2";
		assertThat(this.wide.read(some).getEntryValue("b")).isEqualTo("2");
		String much = "a=\"" + "v".repeat(125) + ",b=2";
		assertThat(this.wide.read(much)).isNull();
		assertThat(this.wide.read("c=3," + much).asMap()).hasSize(1);
	}

	@Test
	void whatIsWithinTheLimitsIsReadAsOpenTelemetryReadsIt() {
		for (String header : new String[] { "a=1", "a=12345,b=2;p=5", "a=1,b=2,c=3", "a=12345,b=12345,c=12", "a=1;",
				"a=1; p ; q=\"1\" ", "a=1,a=2", "a==", "a=1==" }) {
			assertThat(this.reader.read(header)).as(header).isEqualTo(byOpenTelemetry(header));
		}
		assertThat(this.reader.read("")).isNull();
	}

	@Test
	void entriesAfterTheMostAreDropped() {
		assertReads(this.reader, "a=1,b=2,c=3,d=4", "a=1,b=2,c=3");
	}

	@Test
	void entryWithALongValueIsDropped() {
		assertReads(this.reader, "a=123456,b=2", "b=2");
		assertReads(this.reader, "a=123456;property,b=2", "b=2");
		assertReads(this.reader, "a=12345;property,b=2", "a=12345;property,b=2");
		assertReads(this.reader, "a= 12345 ,b=2", "b=2");
		assertReads(this.reader, "a=12345 ,b=2", "a=12345,b=2");
		assertReads(this.reader, "nonsense,b=2", "b=2");
	}

	@Test
	void valuesMayBeOfAnyLength() {
		BaggageReader any = new BaggageReader(new BaggageLimits(Integer.MAX_VALUE, 64, Integer.MAX_VALUE, Set.of()));
		assertReads(any, "a=1", "a=1");
	}

	@Test
	void entriesThatDoNotFitAreDropped() {
		assertReads(this.reader, "a=12345,b=12345,c=123", "a=12345,b=12345");
		assertThat(this.reader.read("longlonglonglong=12345,b=1")).isNull();
	}

	@Test
	void whatIsFarTooLongIsNotReadAtAll() {
		assertReads(this.reader, "a=1," + "b".repeat(37), "a=1");
		assertThat(this.reader.read("a=1," + "b".repeat(38))).isNull();
	}

	@Test
	void illegibleEntriesAreDropped() {
		assertReads(this.wide, " a = 1 ; p , b=%41", "a=1;p,b=A");
		assertReads(this.wide, "a=1,,b=%4,c=\"3\",=4,d d=5,e=6 6,f\u00e9=7,g=8", "a=1,g=8");
		assertThat(this.wide.read("=,;;,%%%=%,a")).isNull();
		assertThat(this.wide.read("%=%;%,=;=,\u00ff")).isNull();
	}

	@Test
	void nothingIsReadBehindEightEntriesThatSayNothing() {
		assertReads(this.wide, "a=1," + "x,".repeat(7) + "b=2", "a=1,b=2");
		assertReads(this.wide, "a=1," + "x,".repeat(8) + "b=2", "a=1");
	}

	@Test
	void everythingThatTheSpecificationAllowsIsReadAsOpenTelemetryReadsIt() {
		Random random = new Random(42);
		for (int i = 0; i < 10_000; i++) {
			String header = header(random);
			assertThat(this.wide.read(header)).as(header).isEqualTo(byOpenTelemetry(header));
		}
	}

	@Test
	void noStringIsMadeOfWhatIsIllegible() {
		Random random = new Random(43);
		int illegible = 0;
		for (int i = 0; i < 10_000; i++) {
			String header = text(random, 1, "ab=,;%4\" ");
			AtomicInteger strings = new AtomicInteger();
			Baggage baggage = this.wide.read(new Text(header, strings));
			assertThat(strings.get() > 0).as(header).isEqualTo(baggage != null);
			illegible += (baggage != null) ? 0 : 1;
		}
		assertThat(illegible).isBetween(1_000, 9_900);
	}

	// OpenTelemetry leaves it out, which the specification does not.
	@Test
	void emptyValueIsAValue() {
		Baggage baggage = this.wide.read("a=,b= ;p,c=1");
		assertThat(baggage).isNotNull();
		assertThat(baggage.asMap()).containsOnlyKeys("a", "b", "c");
		assertThat(baggage.getEntryValue("a")).isEmpty();
		assertThat(baggage.getEntryValue("b")).isEmpty();
	}

	@Test
	void bytesThatAreNoTextAreReadAsOpenTelemetryReadsThem() {
		for (String value : new String[] { "%ff", "%c3", "%c3%28", "%e2%82%ac", "%00", "%F0%9F%98%80", "a%2Cb%3B" }) {
			assertThat(this.wide.read("k=" + value)).as(value).isEqualTo(byOpenTelemetry("k=" + value));
		}
	}

	@Test
	void metadataStaysWhatItIsOverManyServices() {
		Baggage baggage = this.wide.read("k=v;p=1;q=%22two words%22");
		assertThat(baggage).isEqualTo(byOpenTelemetry("k=v;p=1;q=%22two words%22"));
		for (int service = 0; service < 5; service++) {
			Map<String, String> headers = new HashMap<>();
			W3CBaggagePropagator.getInstance().inject(Context.root().with(baggage), headers, Map::put);
			baggage = this.wide.read(headers.get("baggage"));
		}
		assertThat(baggage).isEqualTo(byOpenTelemetry("k=v;p=1;q=%22two words%22"));
		assertThat(baggage.asMap().get("k").getMetadata().getValue()).isEqualTo("p=1;q=\"two words\"");
	}

	@Test
	void percentSignThatEncodesNothingIsOneInMetadata() {
		Baggage baggage = this.wide.read("k=v;p=100%;q=%zz;r=%4");
		assertThat(baggage).isNotNull();
		assertThat(baggage.asMap().get("k").getMetadata().getValue()).isEqualTo("p=100%;q=%zz;r=%4");
	}

	private static void assertReads(BaggageReader reader, String header, String expected) {
		assertThat(reader.read(header)).isEqualTo(byOpenTelemetry(expected));
	}

	private static Baggage byOpenTelemetry(String header) {
		return Baggage.fromContext(W3CBaggagePropagator.getInstance()
			.extract(Context.root(), Map.of("baggage", header), new PropagationAutoConfigurationTests.Getter()));
	}

	private static String header(Random random) {
		List<String> entries = new ArrayList<>();
		for (int i = random.nextInt(5); i >= 0; i--) {
			String key = text(random, 1, "az09AZ!#$%&'*+-.^_`|~");
			String value = text(random, 1, "az09AZ!#$&'()*+-./:<=>?@[]^_`{|}~")
					+ (random.nextBoolean() ? "%c3%A9" : "");
			entries.add(" ".repeat(random.nextInt(2)) + key + "\t".repeat(random.nextInt(2)) + "= " + value
					+ (random.nextBoolean() ? " ;p=\"1\";q=%41%22;r" : ""));
		}
		return String.join(",", entries);
	}

	private static String text(Random random, int least, String characters) {
		StringBuilder text = new StringBuilder();
		for (int length = least + random.nextInt(6); length > 0; length--) {
			text.append(characters.charAt(random.nextInt(characters.length())));
		}
		return text.toString();
	}

	private record Text(CharSequence text, AtomicInteger strings) implements CharSequence {

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public char charAt(int index) {
			return this.text.charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			this.strings.incrementAndGet();
			return this.text.subSequence(start, end);
		}

		@Override
		public String toString() {
			this.strings.incrementAndGet();
			return this.text.toString();
		}

	}

}
