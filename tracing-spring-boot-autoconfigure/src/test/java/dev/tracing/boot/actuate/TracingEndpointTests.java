/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.actuate;

import java.security.Principal;
import java.util.List;
import java.util.Map;

import dev.tracing.boot.EndpointOperation;
import dev.tracing.boot.EndpointPart;
import dev.tracing.boot.EndpointRequest;
import dev.tracing.boot.TracingEnvironment;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class TracingEndpointTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=tracing";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class,
				TracingEndpointAutoConfiguration.class));

	private final TracingEndpoint endpoint = new TracingEndpoint(List.of(new Clock(), new Echo()),
			List.of(new Bell()));

	@Test
	void isThereIfItIsExposed() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(TracingEndpoint.class));
		this.contextRunner.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(TracingEndpoint.class));
		this.contextRunner.withPropertyValues(EXPOSED, "management.endpoint.tracing.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(TracingEndpoint.class));
	}

	@Test
	void backsOffForTheUsersEndpoint() {
		this.contextRunner.withPropertyValues(EXPOSED)
			.withBean("mine", TracingEndpoint.class, () -> this.endpoint)
			.run((context) -> assertThat(context.getBean(TracingEndpoint.class)).isSameAs(this.endpoint));
	}

	@Test
	void needsActuator() {
		new ApplicationContextRunner().withInitializer(new TracingEnvironment())
			.withConfiguration(AutoConfigurations.of(TracingEndpointAutoConfiguration.class))
			.withPropertyValues(EXPOSED)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TracingEndpoint.class));
	}

	@Test
	void isGoneWhenTracingIsDisabled() {
		this.contextRunner.withPropertyValues(EXPOSED, "tracing.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(TracingEndpoint.class));
	}

	@Test
	void showsThePartsThatAreBeans() {
		this.contextRunner.withPropertyValues(EXPOSED)
			.withBean(Clock.class, Clock::new)
			.run((context) -> assertThat(context.getBean(TracingEndpoint.class).read())
				.isEqualTo(Map.of("clock", "noon")));
	}

	@Test
	void partThatHasNothingToSayIsLeftOut() {
		assertThat(this.endpoint.read()).isEqualTo(Map.of("clock", "noon"));
		assertThat(ask("clock", null)).isEqualTo("noon");
		assertThat(ask("echo", "/a")).isEqualTo(Map.of("path", List.of("/a")));
		assertThat(ask("echo", null)).isNull();
		assertThat(ask("other", null)).isNull();
	}

	@Test
	void operationKnowsWhoWantsItAndMayRefuse() {
		assertThat(run("bell", "loud", new Visitor("alice"))).isEqualTo(Map.of("rung", "loud by alice"));
		assertThat(run("bell", "loud", SecurityContext.NONE)).isEqualTo(Map.of("rung", "loud by anonymous"));
		assertThat(run("bell", null, SecurityContext.NONE)).isInstanceOfSatisfying(WebEndpointResponse.class,
				(response) -> {
					assertThat(response.getStatus()).isEqualTo(400);
					assertThat(response.getBody())
						.isEqualTo(Map.of("error", "'name' is missing. Write how to ring."));
				});
		assertThat(run("other", null, SecurityContext.NONE)).isInstanceOfSatisfying(WebEndpointResponse.class,
				(response) -> {
					assertThat(response.getStatus()).isEqualTo(404);
					assertThat(response.getBody())
						.isEqualTo(Map.of("error", "There is no operation 'other'. There are [bell]."));
				});
	}

	@Test
	void operationsTakeBackWhatTheyDid() {
		assertThat(this.endpoint.revert("bell", SecurityContext.NONE, "loud")).isEqualTo(Map.of("reverted", 1));
		assertThat(this.endpoint.revert("other", SecurityContext.NONE, null))
			.isInstanceOf(WebEndpointResponse.class);
		assertThat(this.endpoint.revertAll(SecurityContext.NONE)).isEqualTo(Map.of("reverted", 3));
	}

	private Object ask(String part, String path) {
		return this.endpoint.ask(part, null, path, null, null, null, null, null, null);
	}

	private Object run(String operation, String name, SecurityContext security) {
		return this.endpoint.run(operation, security, null, name, null, null, null, null, null, null, null, null, null,
				null, null, null);
	}

	private static final class Clock implements EndpointPart {

		@Override
		public String name() {
			return "clock";
		}

		@Override
		public Object read(EndpointRequest request) {
			return "noon";
		}

	}

	private static final class Echo implements EndpointPart {

		@Override
		public String name() {
			return "echo";
		}

		@Override
		public Object read(EndpointRequest request) {
			return request.isEmpty() ? null : request.arguments();
		}

	}

	private static final class Bell implements EndpointOperation {

		@Override
		public String name() {
			return "bell";
		}

		@Override
		public Object run(EndpointRequest request) {
			return Map.of("rung", request.required("name", "how to ring") + " by " + request.principal());
		}

		@Override
		public int revert(EndpointRequest request) {
			return (request.text("name") != null) ? 1 : 3;
		}

	}

	private record Visitor(String name) implements SecurityContext, Principal {

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public Principal getPrincipal() {
			return this;
		}

		@Override
		public boolean isUserInRole(String role) {
			return false;
		}

	}

}
