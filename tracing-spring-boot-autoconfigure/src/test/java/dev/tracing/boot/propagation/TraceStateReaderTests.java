/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.opentelemetry.api.trace.TraceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceStateReaderTests {

	private final TraceStateReader reader = new TraceStateReader(1024, 32);

	@Test
	void listThatIsTidyStaysTheSameString() {
		String header = "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE";
		TraceState state = this.reader.read(header);
		assertThat(ListedTraceState.write(state)).isSameAs(header);
		assertThat(state.size()).isEqualTo(2);
		assertThat(state.get("congo")).isEqualTo("t61rcWkgMzE");
		assertThat(state.get("rojo")).isEqualTo("00f067aa0ba902b7");
		assertThat(state.get("ongo")).isNull();
		assertThat(state.get("00f067aa0ba902b7")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t,", ",,,,", " , , " })
	void nothingIsTheEmptyState(String header) {
		assertThat(this.reader.read(header)).isSameAs(TraceState.getDefault());
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "=", "=1", "a=", "a=1,b", "a=1,=2", "a=1=2", "a=\u00e9", "\u00e9=1", "a=1\tb",
			"a b=1", "a=1;b\u0000=2", "a=   " })
	void listThatIsNotAllowedIsDropped(String header) {
		assertThat(this.reader.read(header)).isSameAs(TraceState.getDefault());
	}

	@Test
	void spacesBeforeAValueBelongToIt() {
		assertThat(this.reader.read("a=  1 ,b=2").get("a")).isEqualTo("  1");
	}

	@Test
	void valueMayHave256Characters() {
		assertThat(this.reader.read("a=" + "1".repeat(256)).size()).isEqualTo(1);
		assertThat(this.reader.read("a=" + "1".repeat(257))).isSameAs(TraceState.getDefault());
	}

	@Test
	void everyKeyIsComparedWithAllBeforeIt() {
		List<String> members = new ArrayList<>();
		for (int i = 0; i < 32; i++) {
			// They differ in the middle only, where a quick look does not see it.
			members.add("k%02dz=%d".formatted(i, i));
		}
		String header = String.join(",", members);
		assertThat(ListedTraceState.write(this.reader.read(header))).isSameAs(header);
		members.set(31, "k07z=again");
		TraceState state = this.reader.read(String.join(",", members));
		assertThat(state.size()).isEqualTo(31);
		assertThat(state.get("k07z")).isEqualTo("7");
	}

	@Test
	void keyThatBeginsLikeAnotherIsNotTheSame() {
		String header = "abc=1,ab=2,a=3,abcd=4";
		assertThat(ListedTraceState.write(this.reader.read(header))).isSameAs(header);
	}

	@Test
	void longListLosesLongMembersAndThenTheLastOnes() {
		TraceStateReader reader = new TraceStateReader(20, 32);
		assertThat(ListedTraceState.write(reader.read("a=1,b=2,c=3,d=4,e=5"))).isEqualTo("a=1,b=2,c=3,d=4,e=5");
		assertThat(ListedTraceState.write(reader.read("a=1,b=2,c=3,d=4,e=55,f=6"))).isEqualTo("a=1,b=2,c=3,d=4,e=55");
		assertThat(ListedTraceState.write(reader.read("a=" + "1".repeat(127) + ",b=2,c=3"))).isEqualTo("b=2,c=3");
		assertThat(reader.read("a=" + "1".repeat(100))).isSameAs(TraceState.getDefault());
	}

	@Test
	void listWithMoreMembersThanAllowedIsDropped() {
		TraceStateReader reader = new TraceStateReader(1024, 2);
		assertThat(reader.read("a=1,b=2,").size()).isEqualTo(2);
		assertThat(reader.read("a=1,b=2,c=3")).isSameAs(TraceState.getDefault());
	}

	@Test
	void listThatNoServerWouldTakeIsNotReadAtAll() {
		String header = IntStream.range(0, 32).mapToObj((i) -> "a" + i + "=1").collect(Collectors.joining(","));
		assertThat(this.reader.read(header + " ".repeat(8192 - header.length())).size()).isEqualTo(32);
		assertThat(this.reader.read(header + " ".repeat(8193 - header.length()))).isSameAs(TraceState.getDefault());
	}

}
