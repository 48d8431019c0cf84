/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.console;

import java.util.List;

import dev.tracing.boot.analysis.SampleTrace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TreeFormatTests {

	private static final AttributeKey<String> ORDER_ID = AttributeKey.stringKey("order.id");

	@Test
	void orderOfSevenSteps() {
		assertThat(print(SampleTrace.order())).isEqualTo("""
				─── trace 0af7651916cd43dd8448eb211c80319c · 500 ms · 8 spans · 1 service
				order.create             500 ms  100 %  internal  order  self 100 ms
				├─ user.validate          50 ms   10 %  internal  order
				├─ inventory.check       100 ms   20 %  internal  order
				├─ price.calculate        30 ms    6 %  internal  order
				├─ order.create_record    20 ms    4 %  internal  order
				└─ [parallel]
				   ├─ payment.process    200 ms   40 %  internal  order  ← bottleneck
				   ├─ inventory.reserve   80 ms   16 %  internal  order
				   └─ notification.send   50 ms   10 %  internal  order
				""");
	}

	@Test
	void orderThroughFiveServices() {
		SampleTrace trace = new SampleTrace().in("gateway")
			.kind(SpanKind.SERVER)
			.with(Attributes.of(AttributeKey.longKey("http.response.status_code"), 201L,
					AttributeKey.stringKey("url.path"), "/orders"))
			.span("POST /orders", null, 0, 540)
			.kind(SpanKind.CLIENT)
			.span("POST", "POST /orders", 10, 530)
			.in("order")
			.kind(SpanKind.SERVER)
			.span("POST /orders#2", "POST", 15, 525)
			.with(Attributes.of(ORDER_ID, "o-1"))
			.span("order.create", "POST /orders#2", 20, 520)
			.span("inventory.check", "order.create", 40, 140)
			.kind(SpanKind.CLIENT)
			.span("GET", "inventory.check", 41, 139)
			.in("inventory")
			.kind(SpanKind.SERVER)
			.span("GET /stock/{item}", "GET", 45, 135)
			.in("order")
			.span("payment.process", "order.create", 220, 520)
			.kind(SpanKind.CLIENT)
			.span("POST#3", "payment.process", 221, 519)
			.in("payment")
			.kind(SpanKind.SERVER)
			.failing("java.net.SocketTimeoutException")
			.span("POST /payments", "POST#3", 225, 515)
			.in("order")
			.span("notification.send", "order.create", 220, 230)
			.kind(SpanKind.PRODUCER)
			.span("send orders", "notification.send", 221, 229)
			.in("notification")
			.kind(SpanKind.CONSUMER)
			.span("process orders", "send orders", 228, 900);
		assertThat(print(trace)).isEqualTo("""
				─── trace 0af7651916cd43dd8448eb211c80319c · 900 ms · 13 spans · 5 services
				POST /orders                         540 ms  100 %  server    gateway       201
				└─ POST                              520 ms   96 %  client    gateway
				   └─ POST /orders                   510 ms   94 %  server    order
				      └─ order.create                500 ms   93 %  internal  order         self 100 ms  order.id=o-1
				         ├─ inventory.check          100 ms   19 %  internal  order
				         │  └─ GET                    98 ms   18 %  client    order
				         │     └─ GET /stock/{item}   90 ms   17 %  server    inventory
				         └─ [parallel]
				            ├─ payment.process       300 ms   56 %  internal  order         ← bottleneck
				            │  └─ POST               298 ms   55 %  client    order
				            │     └─ POST /payments  290 ms   54 %  server    payment       ✗ SocketTimeoutException
				            └─ notification.send      10 ms    2 %  internal  order
				               └─ send orders        8.0 ms    1 %  producer  order
				                  └─ process orders  672 ms  124 %  consumer  notification
				""");
	}

	@Test
	void linesStayInTheirColumnsWithWideLetters() {
		SampleTrace trace = new SampleTrace().span("order.create", null, 0, 100)
			.in("支付服务")
			.span("支付.处理", "order.create", 0, 60)
			.span("📦 pack", "order.create", 60, 70)
			.span("cafe\u0301", "order.create", 70, 80);
		List<String> lines = print(trace).lines().skip(1).toList();
		assertThat(lines).containsExactly(
		// @formatter:off
				"order.create  100 ms  100 %  internal  order     self 20 ms",
				"├─ 支付.处理   60 ms   60 %  internal  支付服务  ← bottleneck",
				"├─ 📦 pack     10 ms   10 %  internal  支付服务",
				"└─ cafe\u0301        10 ms   10 %  internal  支付服务");
		// @formatter:on
		assertThat(lines).allSatisfy((line) -> {
			int end = line.indexOf("  internal");
			assertThat(Columns.width(line.substring(0, end))).isEqualTo(27);
		});
	}

	@Test
	void whatATerminalWouldObeyIsShownInstead() {
		String text = print(new SampleTrace()
			.with(Attributes.of(ORDER_ID, "1\n\u001b[31mred", AttributeKey.stringKey("note"), "a\u202Eb"))
			.in("a\tb")
			.span("evil\r\u009bname", null, 0, 10));
		assertThat(text.lines()).hasSize(2);
		assertThat(text).contains("evil\\r\\u009bname", "a\\tb", "order.id=1\\n\\u001b[31mred", "note=a\\u202eb");
	}

	@Test
	void longTextIsCut() {
		String text = print(new SampleTrace().with(Attributes.of(ORDER_ID, "x".repeat(5000)))
			.in("s".repeat(5000))
			.span("n".repeat(5000), null, 0, 10));
		assertThat(text.lines()).allSatisfy((line) -> assertThat(Columns.width(line)).isLessThanOrEqualTo(180));
		assertThat(text).contains("n".repeat(47) + "…", "s".repeat(23) + "…", "order.id=" + "x".repeat(30) + "…");
	}

	@Test
	void siblingsThatLookAlikeAreOneLine() {
		SampleTrace trace = new SampleTrace().span("order.list", null, 0, 2000);
		for (int i = 0; i < 48; i++) {
			trace.kind(SpanKind.CLIENT).span("db.query#" + i, "order.list", i * 40, i * 40 + 12 + i % 29);
			trace.span("item.map#" + i, "db.query#" + i, i * 40 + 1, i * 40 + 2);
		}
		trace.span("order.render", "order.list", 1920, 1990);
		assertThat(print(trace)).isEqualTo("""
				─── trace 0af7651916cd43dd8448eb211c80319c · 2.0 s · 98 spans · 1 service
				order.list        2.0 s  100 %  internal  order  ← bottleneck  self 777 ms
				├─ × 48 db.query  1.2 s   58 %  client    order  total, 12–40 ms each  48 spans below
				└─ order.render   70 ms    4 %  internal  order
				""");
	}

	@Test
	void parallelSiblingsThatLookAlikeAreOneLineOfTheirGroup() {
		SampleTrace trace = new SampleTrace().span("order.list", null, 0, 100);
		for (int i = 0; i < 5; i++) {
			trace.span("item.load#" + i, "order.list", 10, 50 + i);
		}
		assertThat(print(trace)).isEqualTo("""
				─── trace 0af7651916cd43dd8448eb211c80319c · 100 ms · 6 spans · 1 service
				order.list           100 ms  100 %  internal  order  ← bottleneck  self 56 ms
				└─ [parallel]
				   └─ × 5 item.load  210 ms   44 %  internal  order  total, 40–44 ms each
				""");
	}

	@Test
	void twoHundredSpansAreReadable() {
		SampleTrace trace = new SampleTrace().span("root", null, 0, 20_000);
		for (int i = 1; i < 200; i++) {
			if (i == 150) {
				trace.failing("Timeout");
			}
			trace.span("step" + i, "root", i * 100, i * 100 + 20 + i % 50);
		}
		String text = new TreeFormat(Glyphs.UNICODE, 30).apply(finished(trace));
		assertThat(text.lines().count()).isLessThanOrEqualTo(31);
		assertThat(text).contains("step150 ", "✗ Timeout", "step49 ", "← bottleneck").endsWith("└─ … 171 more spans\n");
	}

	@Test
	void deepTraceIsCutAtItsDepth() {
		SampleTrace trace = new SampleTrace().span("0", null, 0, 100);
		for (int i = 1; i < 1000; i++) {
			trace.span(Integer.toString(i), Integer.toString(i - 1), 0, 100);
		}
		assertThat(print(trace)).contains("… 975 more spans").doesNotContain("\n25 ");
	}

	@Test
	void parentThatIsElsewhereIsNamed() {
		assertThat(print(new SampleTrace().kind(SpanKind.SERVER).span("GET /a", "b7ad6b7169203331", 0, 10)))
			.isEqualTo("""
					─── trace 0af7651916cd43dd8448eb211c80319c · 10 ms · 1 span · 1 service
					GET /a  10 ms  100 %  server  order  (parent b7ad6b7169203331 not seen here)
					""");
	}

	@Test
	void incompleteTraceSaysWhy() {
		String text = new TreeFormat(Glyphs.UNICODE, 100)
			.apply(new FinishedTrace(SampleTrace.ID, SampleTrace.order().spans(), 7, 1, 2, true));
		assertThat(text.lines().findFirst())
			.hasValue("─── trace 0af7651916cd43dd8448eb211c80319c · 500 ms · 15 spans · 1 service · continued"
					+ " · incomplete: 1 span still open, 2 spans filtered or dropped,"
					+ " 7 spans not kept (tracing.console-tree.max-spans)");
	}

	@Test
	void drawsWithAsciiWhereNothingElseCanBeShown() {
		String text = new TreeFormat(Glyphs.ASCII, 5).apply(finished(SampleTrace.order()));
		assertThat(text).isEqualTo("""
				--- trace 0af7651916cd43dd8448eb211c80319c, 500 ms, 8 spans, 1 service
				order.create            500 ms  100 %  internal  order  self 100 ms
				|- [parallel]
				|  |- payment.process   200 ms   40 %  internal  order  <- bottleneck
				|  `- ... 2 more spans
				`- ... 4 more spans
				""");
	}

	private static String print(SampleTrace trace) {
		return new TreeFormat(Glyphs.UNICODE, 100).apply(finished(trace));
	}

	private static FinishedTrace finished(SampleTrace trace) {
		return new FinishedTrace(SampleTrace.ID, trace.spans(), 0, 0, 0, false);
	}

}
