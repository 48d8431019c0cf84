/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.propagation;

import java.util.List;
import java.util.function.Predicate;

import dev.tracing.boot.ConditionalOnTracing;
import dev.tracing.boot.PropagationProperties;
import dev.tracing.boot.PropagationProperties.Trust;
import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Ingress;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.micrometer.tracing.autoconfigure.TracingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Who may speak into our traces, and who is told of them, over HTTP and gRPC.
 */
@Configuration(proxyBeanMethods = false)
class GatesConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(GatesConfiguration.class);

	private static final String PATH_PATTERN = "org.springframework.web.util.pattern.PathPattern";

	private static final String INGRESS = "tracing.propagation.ingress.";

	private static final List<String> INTERNAL = List.of("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12",
			"192.168.0.0/16", "fc00::/7");

	private static final String EGRESS = "tracing.propagation.egress.";

	@Bean
	@ConditionalOnMissingBean
	Ingress tracingIngress(PropagationProperties properties, TracingProperties boot, Environment environment) {
		PropagationProperties.Ingress ingress = properties.ingress();
		List<String> internal = ingress.networks().isEmpty() ? INTERNAL : ingress.networks();
		List<Network> networks = internal.stream().map(GatesConfiguration::network).toList();
		IngressPaths paths = paths(ingress);
		boolean open = ingress.trust() == Trust.ALL && ingress.untrustedPaths().isEmpty();
		if (!open) {
			warnWhereNobodyAsks(environment, "tracing.propagation.ingress", "tracing.grpc.server.enabled");
		}
		boolean requestId = boot.getBaggage().isEnabled() && RequestId.isAmong(boot.getBaggage().getRemoteFields());
		return open ? Ingress.OPEN : new IngressRules(ingress.trust(), networks, paths, ingress.link(), requestId);
	}

	@Bean
	@ConditionalOnMissingBean
	Egress tracingEgress(PropagationProperties properties, Environment environment) {
		PropagationProperties.Egress egress = properties.egress();
		EgressRules rules = new EgressRules(hosts("include", egress.include()), hosts("exclude", egress.exclude()),
				hosts("baggage.include", egress.baggage().include()),
				hosts("baggage.exclude", egress.baggage().exclude()));
		if (rules.isOpen()) {
			return Egress.OPEN;
		}
		warnWhereNobodyAsks(environment, "tracing.propagation.egress", "tracing.grpc.client.enabled");
		return rules;
	}

	// Spring Boot's own Observations ask, too.
	@Bean
	@ConditionalOnTracing
	@ConditionalOnMissingBean(Propagator.class)
	OtelPropagator tracingPropagator(ContextPropagators propagators, ObjectProvider<Tracer> tracers, Ingress ingress,
			Egress egress) {
		Tracer tracer = tracers.getIfAvailable(() -> TracerProvider.noop().get("dev.tracing.boot"));
		boolean open = ingress == Ingress.OPEN && egress == Egress.OPEN;
		return new OtelPropagator(open ? propagators
				: ContextPropagators.create(new GatedPropagator(propagators.getTextMapPropagator(), ingress, egress)),
				tracer);
	}

	// What is switched off here may be observed by Spring Boot all the same, and the
	// metadata of a call does not say whose it is.
	private static void warnWhereNobodyAsks(Environment environment, String rules, String name) {
		if (!environment.getProperty(name, Boolean.class, true)) {
			logger.warn("{}.* has no effect where {}=false: Spring Boot's Observations read and write the headers "
					+ "there and ask nobody. Remove {}, or the rules.", rules, name, name);
		}
	}

	private static Network network(String text) {
		Network network = Network.parse(text);
		if (network == null) {
			throw new InvalidConfigurationPropertyValueException(INGRESS + "networks", text,
					"It is not a network. Write it in CIDR notation, such as 10.0.0.0/8 or fd00::/8.");
		}
		return network;
	}

	private static @Nullable IngressPaths paths(PropagationProperties.Ingress ingress) {
		if (ingress.trustedPaths().isEmpty() && ingress.untrustedPaths().isEmpty()) {
			return null;
		}
		boolean trusted = !ingress.trustedPaths().isEmpty();
		if (!ClassUtils.isPresent(PATH_PATTERN, null)) {
			throw refused(INGRESS + (trusted ? "trusted-paths" : "untrusted-paths"),
					String.join(",", trusted ? ingress.trustedPaths() : ingress.untrustedPaths()),
					"Path patterns need spring-web on the class path. Add it, or tell callers by their networks.");
		}
		return new IngressPaths(INGRESS, ingress.trustedPaths(), ingress.untrustedPaths());
	}

	private static HostPatterns hosts(String name, List<String> patterns) {
		Predicate<String> isPattern = HostPatterns::isPattern;
		patterns.stream().filter(isPattern.negate()).findFirst().ifPresent((pattern) -> {
			throw refused(EGRESS + name, pattern,
					"It is not a host. Write a name without scheme, port and path, such as orders.example.com or "
							+ "*.example.com.");
		});
		return new HostPatterns(patterns);
	}

	private static InvalidConfigurationPropertyValueException refused(String property, @Nullable String value,
			String reason) {
		return new InvalidConfigurationPropertyValueException(property, value, reason);
	}

}
