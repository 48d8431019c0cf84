/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.shop;

import java.nio.file.Files;
import java.nio.file.Path;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What makes {@code ./mvnw -pl sample-app -am spring-boot:run} start the shop and nothing
 * else.
 */
class BuildTests {

	@Test
	void springBootPluginIsSkippedEverywhereButHere() throws Exception {
		assertThat(pluginSetting("../pom.xml", "skip")).isEqualTo("true");
		assertThat(pluginSetting("../tracing-spring-boot-autoconfigure/pom.xml", "skip")).isEmpty();
		assertThat(pluginSetting("../tracing-spring-boot-starter/pom.xml", "skip")).isEmpty();
		assertThat(pluginSetting("pom.xml", "skip")).isEqualTo("false");
		assertThat(pluginSetting("pom.xml", "mainClass")).isEqualTo(ShopApplication.class.getName());
	}

	@Test
	void everyServiceHasItsConfiguration() {
		for (ShopService service : ShopService.values()) {
			assertThat(Path.of("src/main/resources", service.id() + ".yml")).matches(Files::exists);
		}
	}

	private static String pluginSetting(String pom, String setting) throws Exception {
		Document document = DocumentBuilderFactory.newDefaultInstance()
			.newDocumentBuilder()
			.parse(Path.of(pom).toFile());
		return XPathFactory.newDefaultInstance()
			.newXPath()
			.evaluate("/project/build/plugins/plugin[artifactId='spring-boot-maven-plugin']/configuration/" + setting,
					document);
	}

}
