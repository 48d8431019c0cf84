/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.TracingAutoConfiguration;
import dev.tracing.boot.http.HttpServletAutoConfiguration;
import dev.tracing.boot.http.HttpWebFluxServerAutoConfiguration;
import dev.tracing.boot.observation.ObservationAutoConfiguration;
import dev.tracing.boot.reactor.ReactorTracingAutoConfiguration;
import dev.tracing.boot.sampling.SamplingAutoConfiguration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpanAttribute} in controllers without {@link Traced}, on a real Tomcat
 * and a real Netty.
 */
@ExtendWith(OutputCaptureExtension.class)
class ControllerAttributesTests {

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner(
			AnnotationConfigServletWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(TomcatServletWebServerAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class,
				HttpServletAutoConfiguration.class))
		.withBean(OrderController.class);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(ReactorAutoConfiguration.class, CodecsAutoConfiguration.class,
				NettyReactiveWebServerAutoConfiguration.class, WebFluxAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, HttpWebFluxServerAutoConfiguration.class,
				ReactorTracingAutoConfiguration.class))
		.withPropertyValues("server.shutdown=immediate", "spring.reactor.netty.shutdown-quiet-period=100ms")
		.withBean(ReactiveOrderController.class);

	@ParameterizedTest
	@ValueSource(strings = { "/orders/o1", "/later/o1", "/deferred/o1", "/callable/o1" })
	void parametersAndResultGoToTheSpanOfTheRequest(String path) {
		get(this.servlet, path, (spans) -> {
			SpanData server = spans.take();
			assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
			assertThat(text(server, "order.id")).isEqualTo("o1");
			assertThat(text(server, "order.state")).isEqualTo("found o1");
			assertThat(text(server, "code.function.name")).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "/orders/o1", "/orders/o1/slow", "/plain/o1", "/later/o1" })
	void reactiveHandlersRecordThemToo(String path) {
		get(this.reactive, path, (spans) -> {
			SpanData server = spans.take();
			assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
			assertThat(text(server, "order.id")).isEqualTo("o1");
			assertThat(text(server, "order.state")).isEqualTo("found o1");
		});
	}

	@Test
	void failureBelongsToTheRequestAlone() {
		get(this.servlet, "/failing/o1", (spans) -> {
			SpanData server = spans.take();
			assertThat(text(server, "order.id")).isEqualTo("o1");
			assertThat(server.getEvents()).hasSizeLessThanOrEqualTo(1);
		});
	}

	@Test
	void controllerThatCannotBeProxiedIsAWarningAtTheStart(CapturedOutput output) {
		tracing(this.servlet).withBean(Final.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).containsOnlyOnce("@SpanAttribute has no effect on ").contains("Final.get(String)");
		});
	}

	@Test
	void onlyControllersThatAskForItAreProxied() {
		tracing(this.servlet).withBean(Plain.class).withBean(NotAController.class).run((context) -> {
			assertThat(AopUtils.isAopProxy(context.getBean(OrderController.class))).isTrue();
			assertThat(AopUtils.isAopProxy(context.getBean(Plain.class))).isFalse();
			assertThat(AopUtils.isAopProxy(context.getBean(NotAController.class))).isFalse();
		});
	}

	private static <S extends AbstractApplicationContextRunner<S, C, A>, C extends ConfigurableApplicationContext, A extends ApplicationContextAssertProvider<C>> S tracing(
			AbstractApplicationContextRunner<S, C, A> runner) {
		return runner
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class,
					OpenTelemetrySdkAutoConfiguration.class,
					org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration.class,
					MicrometerTracingAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class,
					TracingAutoConfiguration.class, ObservationAutoConfiguration.class, SamplingAutoConfiguration.class,
					AnnotationAutoConfiguration.class))
			.withInitializer(new ServerPortInfoApplicationContextInitializer())
			.withPropertyValues("management.tracing.sampling.probability=1.0", "server.port=0")
			.withBean(RecordedSpans.class);
	}

	private static <S extends AbstractApplicationContextRunner<S, C, A>, C extends ConfigurableApplicationContext, A extends ApplicationContextAssertProvider<C>> void get(
			AbstractApplicationContextRunner<S, C, A> runner, String path, Consumer<RecordedSpans> test) {
		tracing(runner).run((provider) -> {
			C context = provider.getSourceApplicationContext();
			String port = context.getEnvironment().getProperty("local.server.port");
			HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
						HttpResponse.BodyHandlers.ofString());
			RecordedSpans spans = context.getBean(RecordedSpans.class);
			test.accept(spans);
			spans.assertNoMore();
		});
	}

	private static String text(SpanData span, String key) {
		return span.getAttributes().get(AttributeKey.stringKey(key));
	}

	@RestController
	static class OrderController {

		@GetMapping("/orders/{id}")
		@SpanAttribute("order.state")
		String find(@PathVariable @SpanAttribute("order.id") String id) {
			return "found " + id;
		}

		@GetMapping("/later/{id}")
		@SpanAttribute("order.state")
		CompletableFuture<String> later(@PathVariable @SpanAttribute("order.id") String id) {
			return CompletableFuture.supplyAsync(() -> "found " + id);
		}

		@GetMapping("/deferred/{id}")
		@SpanAttribute("order.state")
		DeferredResult<String> deferred(@PathVariable @SpanAttribute("order.id") String id) {
			DeferredResult<String> result = new DeferredResult<>();
			new Thread(() -> result.setResult("found " + id)).start();
			return result;
		}

		@GetMapping("/callable/{id}")
		@SpanAttribute("order.state")
		Callable<String> callable(@PathVariable @SpanAttribute("order.id") String id) {
			return () -> "found " + id;
		}

		@GetMapping("/failing/{id}")
		@SpanAttribute("order.state")
		String failing(@PathVariable @SpanAttribute("order.id") String id) {
			throw new IllegalStateException("no stock");
		}

	}

	@RestController
	static class ReactiveOrderController {

		@GetMapping("/orders/{id}")
		@SpanAttribute("order.state")
		Mono<String> find(@PathVariable @SpanAttribute("order.id") String id) {
			return Mono.just("found " + id);
		}

		@GetMapping("/plain/{id}")
		@SpanAttribute("order.state")
		String plain(@PathVariable @SpanAttribute("order.id") String id) {
			return "found " + id;
		}

		@GetMapping("/later/{id}")
		@SpanAttribute("order.state")
		CompletableFuture<String> later(@PathVariable @SpanAttribute("order.id") String id) {
			return CompletableFuture.supplyAsync(() -> "found " + id);
		}

		@GetMapping("/orders/{id}/slow")
		@SpanAttribute("order.state")
		Mono<String> slow(@PathVariable @SpanAttribute("order.id") String id) {
			return Mono.delay(Duration.ofMillis(10)).map((tick) -> "found " + id);
		}

	}

	@RestController
	static class Plain {

		@GetMapping("/plain")
		String get() {
			return "plain";
		}

	}

	@RestController
	static final class Final {

		@GetMapping("/final")
		String get(@SpanAttribute("id") String id) {
			return id;
		}

	}

	static class NotAController {

		@SpanAttribute("order.id")
		String get(@SpanAttribute("id") String id) {
			return id;
		}

	}

}
