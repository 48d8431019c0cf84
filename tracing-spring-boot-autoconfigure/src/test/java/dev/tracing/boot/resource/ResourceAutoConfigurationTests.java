/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.resource;

import java.util.Properties;

import dev.tracing.boot.TracingEnvironment;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class ResourceAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withInitializer(new TracingEnvironment())
		.withConfiguration(
				AutoConfigurations.of(ResourceAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class));

	@Test
	void saysWhatIsKnownAndNothingElse() {
		this.contextRunner.withPropertyValues("spring.application.name=orders").run((context) -> {
			assertThat(attribute(context, "service.name")).isEqualTo("orders");
			assertThat(attribute(context, "service.instance.id")).isNotBlank();
			assertThat(attribute(context, "service.version")).isNull();
			assertThat(attribute(context, "deployment.environment.name")).isNull();
		});
	}

	@Test
	void versionIsThatOfTheBuildBeforeThatOfTheApplication() {
		Properties build = new Properties();
		build.setProperty("version", "2.0");
		this.contextRunner.withPropertyValues("spring.application.version=1.0")
			.run((context) -> assertThat(attribute(context, "service.version")).isEqualTo("1.0"));
		this.contextRunner.withPropertyValues("spring.application.version=1.0")
			.withBean(BuildProperties.class, () -> new BuildProperties(build))
			.run((context) -> assertThat(attribute(context, "service.version")).isEqualTo("2.0"));
	}

	@Test
	void onlyASingleProfileIsAnEnvironment() {
		this.contextRunner.withPropertyValues("spring.profiles.active=staging")
			.run((context) -> assertThat(attribute(context, "deployment.environment.name")).isEqualTo("staging"));
		this.contextRunner.withPropertyValues("spring.profiles.active=staging,eu")
			.run((context) -> assertThat(attribute(context, "deployment.environment.name")).isNull());
	}

	@Test
	void attributesOfTheUserWin() {
		this.contextRunner
			.withPropertyValues("spring.profiles.active=staging",
					"management.opentelemetry.resource-attributes[deployment.environment.name]=production",
					"management.opentelemetry.resource-attributes[service.instance.id]=one")
			.run((context) -> {
				assertThat(attribute(context, "deployment.environment.name")).isEqualTo("production");
				assertThat(attribute(context, "service.instance.id")).isEqualTo("one");
			});
	}

	@Test
	void backsOffForTheUsersResource() {
		this.contextRunner.withBean(Resource.class, Resource::empty)
			.run((context) -> assertThat(context.getBean(Resource.class)).isSameAs(Resource.empty()));
	}

	@Test
	void isGoneWhenTracingIsDisabled() {
		this.contextRunner.withPropertyValues("tracing.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(Resource.class).doesNotHaveBean("tracingResource"));
	}

	private static String attribute(ApplicationContext context, String key) {
		return context.getBean(Resource.class).getAttribute(AttributeKey.stringKey(key));
	}

}
