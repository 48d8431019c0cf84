/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import dev.tracing.boot.RecordedSpans;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Foreknowledge;
import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.operation.RescueSignal;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The filter without a server around it, as {@link MockMvc} drives it.
 */
class TracingFilterTests {

	private static final String SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

	private final RecordedSpans spans = new RecordedSpans();

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
		assertThat(Context.current()).as("a scope was left open").isSameAs(Context.root());
	}

	@Test
	void theAttributesAreThoseOfSpring() {
		assertThat(ServletOutcome.ROUTE_ATTRIBUTE).isEqualTo(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		assertThat(ServletOutcome.HANDLED_EXCEPTION_ATTRIBUTE).isEqualTo(DispatcherServlet.EXCEPTION_ATTRIBUTE);
	}

	@Test
	void aSpanEndsWithTheDispatch() throws Exception {
		mockMvc().perform(MockMvcRequestBuilders.get("/orders/7"));
		assertThat(this.spans.take().getName()).isEqualTo("GET /orders/{id}");
	}

	@Test
	void anAsynchronousSpanEndsWithTheLastDispatch() throws Exception {
		MockMvc mockMvc = mockMvc();
		MvcResult result = mockMvc.perform(MockMvcRequestBuilders.get("/callable/7")).andReturn();
		result.getAsyncResult();
		mockMvc.perform(MockMvcRequestBuilders.asyncDispatch(result));
		assertThat(this.spans.take().getName()).isEqualTo("GET /callable/{id}");
	}

	@Test
	void anExceptionIsRethrownAsTheSameObject() {
		IllegalStateException thrown = new IllegalStateException("no stock");
		assertThatExceptionOfType(ServletException.class)
			.isThrownBy(() -> mockMvc(thrown).perform(MockMvcRequestBuilders.get("/fail")))
			.satisfies((ex) -> assertThat(ex.getCause()).isSameAs(thrown));
		ServletServerContract.assertFailed(this.spans.take(), "GET /fail", IllegalStateException.class);
	}

	@Test
	void anExceptionOfARequestThatIsNotSampledIsRethrownAsTheSameObject() {
		IllegalStateException thrown = new IllegalStateException("no stock");
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> filter(Sampler.alwaysOff()).doFilter(new MockHttpServletRequest("GET", "/fail"),
					new MockHttpServletResponse(), (request, response) -> {
						throw thrown;
					}))
			.isSameAs(thrown);
	}

	@Test
	void anAsynchronousErrorOfARequestThatIsNotSampledDisturbsNobody() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/fail");
		request.setAsyncSupported(true);
		MockHttpServletResponse response = new MockHttpServletResponse();
		filter(Sampler.alwaysOff()).doFilter(request, response, (req, res) -> req.startAsync());
		MockAsyncContext context = (MockAsyncContext) Objects.requireNonNull(request.getAsyncContext());
		AsyncListener listener = context.getListeners().get(0);
		assertThatNoException().isThrownBy(() -> {
			listener.onError(new AsyncEvent(context, request, response, new IllegalStateException("no stock")));
			listener.onComplete(new AsyncEvent(context, request, response));
		});
	}

	@Test
	void aFilterInsideTheFilterMakesNoSecondSpan() throws Exception {
		Filter filter = filter(Sampler.alwaysOn());
		MockMvc mockMvc = MockMvcBuilders.standaloneSetup(new Orders(new IllegalStateException()))
			.addFilters(filter, filter)
			.build();
		mockMvc.perform(MockMvcRequestBuilders.get("/orders/7"));
		assertThat(this.spans.take().getName()).isEqualTo("GET /orders/{id}");
	}

	@Test
	void aFailingSamplerDoesNotFailTheRequest() throws Exception {
		MockMvc mockMvc = MockMvcBuilders.standaloneSetup(new Orders(new IllegalStateException()))
			.addFilters(filter(new FailingSampler()))
			.build();
		assertThat(mockMvc.perform(MockMvcRequestBuilders.get("/orders/7")).andReturn().getResponse().getStatus())
			.isEqualTo(200);
	}

	@Test
	void responseThatOthersWriteMeanwhileIsLeftToThem() throws Exception {
		Filter filter = filter(Sampler.alwaysOff(), new Rescued());
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders/7");
		MockHttpServletResponse response = new MockHttpServletResponse();
		filter.doFilter(request, response, new MockFilterChain());
		assertThat(response.getHeader("Server-Timing")).isNotNull();
		MockHttpServletRequest asynchronous = new MockHttpServletRequest("GET", "/orders/7");
		asynchronous.setAsyncSupported(true);
		MockHttpServletResponse later = new MockHttpServletResponse();
		filter.doFilter(asynchronous, later, (req, res) -> req.startAsync());
		assertThat(later.getHeader("Server-Timing")).isNull();
	}

	@Test
	void withTracingDisabledTheCallersContextIsCurrent() throws Exception {
		OpenTelemetry noop = OpenTelemetry
			.propagating(ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
		assertThat(TracerProvider.noop()).isSameAs(noop.getTracerProvider());
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders/7");
		request.addHeader("TraceParent", SAMPLED);
		String[] seen = new String[1];
		Filter probe = (req, res, chain) -> seen[0] = Span.current().getSpanContext().getSpanId();
		MockFilterChain chain = new MockFilterChain(new DispatcherServlet(), probe);
		new PassThroughFilter(new Operations(noop, Conventions.DEFAULT, Foreknowledge.NONE, true), Ingress.OPEN)
			.doFilter(request, new MockHttpServletResponse(), chain);
		assertThat(seen[0]).isEqualTo("b7ad6b7169203331");
	}

	private MockMvc mockMvc() {
		return mockMvc(new IllegalStateException());
	}

	private MockMvc mockMvc(RuntimeException failure) {
		return MockMvcBuilders.standaloneSetup(new Orders(failure)).addFilters(filter(Sampler.alwaysOn())).build();
	}

	private Filter filter(Sampler sampler) {
		return filter(sampler, RescueSignal.NONE);
	}

	private Filter filter(Sampler sampler, RescueSignal rescue) {
		SdkTracerProvider provider = SdkTracerProvider.builder()
			.addSpanProcessor(this.spans)
			.setSampler(sampler)
			.build();
		Operations operations = new Operations(OpenTelemetrySdk.builder().setTracerProvider(provider).build(),
				Conventions.DEFAULT, Foreknowledge.NONE, true);
		return ServletFilters.tracing(operations, HttpPropertiesTests.bind(Map.of()), new MockEnvironment(),
				new RequestDestruction(), Ingress.OPEN, rescue);
	}

	@RestController
	private static final class Orders {

		private final RuntimeException failure;

		private Orders(RuntimeException failure) {
			this.failure = failure;
		}

		@GetMapping("/orders/{id}")
		String order(@PathVariable("id") String id) {
			return id;
		}

		@GetMapping("/callable/{id}")
		Callable<String> callable(@PathVariable("id") String id) {
			return () -> id;
		}

		@GetMapping("/fail")
		void fail() {
			throw this.failure;
		}

	}

	private static final class Rescued implements RescueSignal {

		@Override
		public boolean tells(Context context, boolean failed) {
			return true;
		}

		@Override
		public void heard(Context context, @Nullable String host) {
			throw new IllegalStateException("nobody is called");
		}

	}

	private static final class FailingSampler implements Sampler {

		@Override
		public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
				Attributes attributes, List<LinkData> parentLinks) {
			throw new IllegalStateException("broken sampler");
		}

		@Override
		public String getDescription() {
			return "failing";
		}

	}

}
