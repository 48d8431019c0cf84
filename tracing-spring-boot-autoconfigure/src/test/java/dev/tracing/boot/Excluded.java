/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/**
 * Auto-configurations on the tests' class path that an application does without.
 */
public final class Excluded {

	private Excluded() {
	}

	/**
	 * The property for an application that has nothing to do with any technology: those
	 * that Spring Boot brings for one are left out, the project's own are not.
	 */
	public static String technologies() {
		return springBoots("kafka", "amqp", "jms", "jdbc", "grpc", "security", "transaction", "persistence", "tomcat",
				"jetty", "servlet", "webmvc", "webflux", "actuate", "health");
	}

	/**
	 * The property for an application that has no broker, no database and no gRPC.
	 */
	public static String brokersAndDatabases() {
		return springBoots("kafka", "amqp", "jms", "jdbc", "grpc", "transaction", "persistence");
	}

	/**
	 * The property for an application without some of Spring Boot's modules.
	 */
	public static String springBoots(String... modules) {
		return matching((name) -> {
			for (String module : modules) {
				if (name.startsWith("org.springframework.boot." + module + ".")) {
					return true;
				}
			}
			return false;
		});
	}

	/**
	 * The property for an application without those whose names match.
	 */
	public static String matching(Predicate<String> excluded) {
		return StreamSupport.stream(ImportCandidates.load(AutoConfiguration.class, null).spliterator(), false)
			.filter(excluded)
			.collect(Collectors.joining(",", "spring.autoconfigure.exclude=", ""));
	}

}
