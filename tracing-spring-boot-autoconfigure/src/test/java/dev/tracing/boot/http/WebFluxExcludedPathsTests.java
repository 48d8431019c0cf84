/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.http;

import java.util.Objects;

import dev.tracing.boot.RecordedSpans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.reactor.netty.autoconfigure.actuate.web.server.NettyReactiveManagementContextAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class WebFluxExcludedPathsTests {

	private final RecordedSpans spans = new RecordedSpans();

	private final ReactiveWebApplicationContextRunner runner = WebFluxApplication.runner(this.spans)
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
				InfoEndpointAutoConfiguration.class, ManagementContextAutoConfiguration.class,
				NettyReactiveManagementContextAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=info");

	@AfterEach
	void everySpanIsAsserted() {
		this.spans.assertNoMore();
	}

	@Test
	void actuatorAndStaticResourcesAndFaviconAreNotTraced() {
		this.runner.run((context) -> {
			assertThat(WebFluxApplication.get(context, "/actuator/info").statusCode()).isEqualTo(200);
			WebFluxApplication.get(context, "/favicon.ico");
			WebFluxApplication.get(context, "/webjars/some.js");
			assertOnlyTheNextIsTraced(context);
		});
	}

	@Test
	void serverOfTheActuatorIsNotTraced() {
		this.runner.withPropertyValues("management.server.port=0").run((context) -> {
			assertThat(management(context, "/actuator/info")).isEqualTo(200);
			assertThat(management(context, "/nowhere")).isEqualTo(404);
			assertOnlyTheNextIsTraced(context);
		});
	}

	@Test
	void serverOfTheActuatorIsTracedIfTheUserWantsIt() {
		this.runner.withPropertyValues("management.server.port=0", "tracing.http.server.exclude=favicon")
			.run((context) -> {
				assertThat(management(context, "/actuator/info")).isEqualTo(200);
				assertThat(this.spans.take().getName()).isEqualTo("GET /actuator/info");
			});
	}

	@Test
	void patternsOfTheUserReplaceTheDefaults() {
		this.runner.withPropertyValues("tracing.http.server.exclude=/orders/{id}").run((context) -> {
			WebFluxApplication.get(context, "/orders/7", "traceparent", WebFluxApplication.SAMPLED_CALLER);
			WebFluxApplication.get(context, "/favicon.ico");
			this.spans.take();
		});
	}

	@Test
	void patternsAreWithinTheBasePath() {
		this.runner.withPropertyValues("tracing.http.server.exclude=/orders/**", "spring.webflux.base-path=/shop")
			.run((context) -> assertThat(WebFluxApplication.get(context, "/shop/orders/7").statusCode())
				.isEqualTo(200));
	}

	private void assertOnlyTheNextIsTraced(ApplicationContext context) {
		WebFluxApplication.get(context, "/orders/7");
		assertThat(this.spans.take().getName()).isEqualTo("GET /orders/{id}");
	}

	private static int management(ApplicationContext context, String path) {
		String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.management.port"));
		return WebFluxApplication.send("GET", "http://localhost:" + port + path).statusCode();
	}

}
