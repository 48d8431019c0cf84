/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rooms of the house and the doors between them.
 */
final class Rooms {

	static final String ROOT = "dev.tracing.boot";

	private static final String INSTRUMENTATION = "annotation|http|kafka|grpc|async|jdbc";

	// Each room, and the rooms that it may import. "" is the root package.
	private static final Map<String, List<String>> DOORS = doors();

	private Rooms() {
	}

	private static Map<String, List<String>> doors() {
		Map<String, List<String>> doors = new TreeMap<>();
		doors.put("", List.of("operation", "span"));
		doors.put("operation", List.of("span"));
		doors.put("span", List.of());
		doors.put("actuate", List.of(""));
		doors.put("analysis", List.of());
		doors.put("observation", List.of(""));
		doors.put("annotation", List.of("", "operation", "observation"));
		doors.put("async", List.of("", "operation", "observation"));
		doors.put("baggage", List.of("", "observation"));
		doors.put("grpc", List.of("", "operation", "observation"));
		doors.put("http", List.of("", "operation", "observation"));
		doors.put("kafka", List.of("", "operation", "observation"));
		doors.put("jdbc", List.of("", "operation"));
		doors.put("sampling", List.of("", "operation", "ledger"));
		doors.put("export", List.of("", "operation", "ledger"));
		doors.put("ledger", List.of("", "operation", "span"));
		doors.put("otlp", List.of("", "ledger", "spool"));
		doors.put("spool", List.of("", "ledger"));
		doors.put("console", List.of("", "analysis"));
		doors.put("guard", List.of(""));
		doors.put("logging", List.of(""));
		doors.put("propagation", List.of("", "operation", "span"));
		doors.put("reactor", List.of("", "operation", "observation"));
		doors.put("redaction", List.of(""));
		doors.put("rescue", List.of("", "operation", "span", "ledger", "sampling"));
		doors.put("resource", List.of(""));
		doors.put("security", List.of("", "observation"));
		doors.put("test", List.of());
		return doors;
	}

	static ArchRule[] rules() {
		List<ArchRule> rules = new ArrayList<>();
		DOORS.forEach((room, mayImport) -> rules.add(whitelist(room, mayImport)));
		rules.add(everyRoomIsKnown());
		rules.add(slices().matching(ROOT + ".(*)..")
			.should()
			.beFreeOfCycles()
			.allowEmptyShould(true)
			.as("Imports go one way, so that deleting a package deletes a feature"));
		rules.add(slices().matching(ROOT + ".(" + INSTRUMENTATION + ")..")
			.should()
			.notDependOnEachOther()
			.allowEmptyShould(true)
			.as("Instrumentation packages share through operation, never through each other"));
		rules.add(noClasses().that()
			.resideInAnyPackage(ROOT + ".operation..", ROOT + ".analysis..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.allowEmptyShould(true)
			.as("Operations and analysis are plain Java, to be tested and reused without Spring"));
		rules.add(noClasses().that()
			.haveNameMatching("dev\\.tracing\\.boot\\.(" + INSTRUMENTATION + "|operation)\\..*")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.opentelemetry.sdk..")
			.allowEmptyShould(true)
			.as("Instrumentation uses the OpenTelemetry API: any implementation of it may be behind"));
		rules.add(noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.opentelemetry..internal..", "io.opentelemetry..incubator..")
			.allowEmptyShould(true)
			.as("Internal and incubating OpenTelemetry types change without notice"));
		return rules.toArray(ArchRule[]::new);
	}

	private static ArchRule whitelist(String room, List<String> mayImport) {
		return noClasses().that(are(room))
			.should()
			.dependOnClassesThat(new DescribedPredicate<>("are in another room") {

				@Override
				public boolean test(JavaClass type) {
					String target = roomOf(type);
					return target != null && !target.equals(room) && !mayImport.contains(target);
				}

			})
			.allowEmptyShould(true)
			.as("'" + room + "' imports nothing of ours but " + mayImport);
	}

	private static ArchRule everyRoomIsKnown() {
		return classes()
			.should(new Require<>("be in a room that Rooms lists",
					(type) -> roomOf(type) == null || DOORS.containsKey(roomOf(type))))
			.as("A new package says in Rooms what it may import");
	}

	private static DescribedPredicate<JavaClass> are(String room) {
		return DescribedPredicate.describe("are in '" + room + "'", (type) -> room.equals(roomOf(type)));
	}

	private static String roomOf(JavaClass type) {
		String name = type.getBaseComponentType().getPackageName();
		if (name.equals(ROOT)) {
			return "";
		}
		if (!name.startsWith(ROOT + ".")) {
			return null;
		}
		String room = name.substring(ROOT.length() + 1);
		int dot = room.indexOf('.');
		return (dot < 0) ? room : room.substring(0, dot);
	}

}
