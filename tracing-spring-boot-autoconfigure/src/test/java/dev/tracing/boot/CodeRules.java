/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import org.jspecify.annotations.NullMarked;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

/**
 * Habits of the code, each with the reason why it is one.
 */
final class CodeRules {

	private CodeRules() {
	}

	static ArchRule[] rules() {
		return new ArchRule[] { spansLiveInOneRoom(), everyPackageIsNullMarked(), autoConfigurationsAreFinal(),
				beanMethodsAreNotPublic(), conditionsOnClassesStandOnTypes(), postProcessorsAreStatic(),
				noFieldIsInjected(), locksArePrivate(), timeComesFromOutside(), noDriverIsKnown() };
	}

	private static ArchRule spansLiveInOneRoom() {
		return noClasses().that()
			.resideOutsideOfPackage(Rooms.ROOT + ".operation")
			.should()
			.accessTargetWhere(startsOrEndsSpan())
			.allowEmptyShould(true)
			.as("Only operation starts and ends spans, so that each of them ends exactly once");
	}

	private static DescribedPredicate<JavaAccess<?>> startsOrEndsSpan() {
		return DescribedPredicate.describe("starts or ends a span", (access) -> {
			JavaClass owner = access.getTargetOwner();
			return (owner.isAssignableTo(SpanBuilder.class) && access.getName().equals("startSpan"))
					|| (owner.isAssignableTo(Span.class) && access.getName().equals("end"));
		});
	}

	private static ArchRule everyPackageIsNullMarked() {
		return classes()
			.should(new Require<>("be in a @NullMarked package",
					(type) -> type.getPackage().isAnnotatedWith(NullMarked.class)))
			.as("Every package is @NullMarked: NullAway looks at nothing else");
	}

	private static ArchRule autoConfigurationsAreFinal() {
		return classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.allowEmptyShould(true)
			.as("Auto-configurations are public, for their order and exclusion, and nobody extends them");
	}

	private static ArchRule beanMethodsAreNotPublic() {
		return methods().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.notBePublic()
			.allowEmptyShould(true)
			.as("Methods of an auto-configuration are nobody's API");
	}

	private static ArchRule conditionsOnClassesStandOnTypes() {
		return noMethods().should()
			.beAnnotatedWith(ConditionalOnClass.class)
			.allowEmptyShould(true)
			.as("@ConditionalOnClass stands on a type: the method's signature is loaded before its condition");
	}

	private static ArchRule noDriverIsKnown() {
		return noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("com.ibm.db2..", "com.microsoft.sqlserver..", "com.mysql..", "oracle..",
					"org.apache.derby..", "org.h2..", "org.hsqldb..", "org.mariadb..", "org.postgresql..",
					"org.sqlite..")
			.as("No driver of a database is known: whichever the application has is traced");
	}

	private static ArchRule postProcessorsAreStatic() {
		return methods().that()
			.areAnnotatedWith(Bean.class)
			.should(new Require<JavaMethod>("be static if it makes a post-processor",
					(method) -> !isPostProcessor(method.getRawReturnType())
							|| method.getModifiers().contains(JavaModifier.STATIC)))
			.allowEmptyShould(true)
			.as("Bean methods of post-processors are static: others would start their configuration too early");
	}

	private static boolean isPostProcessor(JavaClass type) {
		return Set.<Class<?>>of(BeanPostProcessor.class, BeanFactoryPostProcessor.class)
			.stream()
			.anyMatch(type::isAssignableTo);
	}

	private static ArchRule noFieldIsInjected() {
		return noFields().should()
			.beAnnotatedWith(Autowired.class)
			.allowEmptyShould(true)
			.as("What an object needs comes through its constructor");
	}

	private static ArchRule locksArePrivate() {
		return noMethods().should()
			.haveModifier(JavaModifier.SYNCHRONIZED)
			.allowEmptyShould(true)
			.as("Locks are private, and none pins a virtual thread for a whole method");
	}

	private static ArchRule timeComesFromOutside() {
		return noClasses().should()
			.callMethod(System.class, "currentTimeMillis")
			.allowEmptyShould(true)
			.as("Wall-clock time jumps: measure with nanoTime or a clock from outside");
	}

}
