/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.tracing.boot.operation.Foreknowledge;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingConnectionDetails;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.util.ClassUtils;

/**
 * Says once, when the application starts, what is in effect, and what the reader may want
 * to change.
 */
final class SetupReport implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(SetupReport.class);

	private static final String OWN_PACKAGE = SetupReport.class.getPackageName() + ".";

	private static final Profiles NO_PRODUCTION = Profiles.of("local", "dev", "test");

	private final ConfigurableEnvironment environment;

	private final ObjectProvider<SdkTracerProvider> tracerProvider;

	private final ObjectProvider<Resource> resource;

	private final ObjectProvider<ContextPropagators> propagators;

	private final ObjectProvider<OtlpTracingConnectionDetails> connectionDetails;

	private final ObjectProvider<OtlpTracingProperties> otlp;

	private final ObjectProvider<SpanExporter> exporters;

	SetupReport(ConfigurableEnvironment environment, ObjectProvider<SdkTracerProvider> tracerProvider,
			ObjectProvider<Resource> resource, ObjectProvider<ContextPropagators> propagators,
			ObjectProvider<OtlpTracingConnectionDetails> connectionDetails, ObjectProvider<OtlpTracingProperties> otlp,
			ObjectProvider<SpanExporter> exporters) {
		this.environment = environment;
		this.tracerProvider = tracerProvider;
		this.resource = resource;
		this.propagators = propagators;
		this.connectionDetails = connectionDetails;
		this.otlp = otlp;
		this.exporters = exporters;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Alias.ALL.forEach(this::warnIfContradicted);
		String off = TracingSwitch.offBy(this.environment);
		if (off != null) {
			logger.info("Tracing is off ({}=false): the callers' trace context is passed on", off);
			return;
		}
		SdkTracerProvider provider = this.tracerProvider.getIfAvailable();
		Sampler sampler = (provider != null) ? provider.getSampler() : Sampler.alwaysOff();
		logger.info("Tracing: service '{}', sampler {}, {}, propagation {}", serviceName(), sampler.getDescription(),
				destination(), propagation());
		if (sampler instanceof Foreknowledge) {
			adviseOnSampling(sampler.getDescription());
		}
	}

	// Only on our own sampler: what another one keeps is not to be told from its
	// description.
	private void adviseOnSampling(String sampler) {
		if (sampler.contains("{1.000000}") || sampler.contains("AlwaysOnSampler")) {
			warnIfProduction();
		}
		else if (this.environment.getActiveProfiles().length == 0 && sampler.contains("TraceIdRatioBased")
				&& this.environment.getProperty("tracing.console") == null) {
			logger.info("{} of 10 traces is kept and the console tree is off; to see every trace here, run with "
					+ "--spring.profiles.active=local", tenths());
		}
	}

	private void warnIfProduction() {
		boolean exports = isTrueByDefault("management.tracing.export.enabled");
		if (exports && !this.environment.acceptsProfiles(NO_PRODUCTION) && !hasDevTools()) {
			logger.warn("Every trace is kept: in production 1 to 10 % are enough (tracing.sampling.ratio=0.1). "
					+ "Outside production, activate the profile local, dev or test");
		}
	}

	private boolean hasDevTools() {
		return ClassUtils.isPresent("org.springframework.boot.devtools.settings.DevToolsSettings", null);
	}

	private String tenths() {
		double ratio = this.environment.getProperty("management.tracing.sampling.probability", Double.class, 0.1);
		String tenths = String.format(Locale.ROOT, "%.3f", ratio * 10).replaceAll("\\.?0+$", "");
		return tenths.isEmpty() ? "0" : tenths;
	}

	private String serviceName() {
		Resource resource = this.resource.getIfAvailable();
		String name = (resource != null) ? resource.getAttribute(AttributeKey.stringKey("service.name")) : null;
		return (name != null) ? name : "unknown_service";
	}

	private String destination() {
		boolean exports = isTrueByDefault("management.tracing.export.enabled")
				&& isTrueByDefault("management.tracing.export.otlp.enabled");
		Set<String> further = Binder.get(this.environment)
			.bind("tracing.export.destinations", Bindable.mapOf(String.class, Object.class))
			.map(Map::keySet)
			.orElse(Set.of());
		if (!exports || further.isEmpty()) {
			return firstDestination(exports);
		}
		return (this.connectionDetails.getIfAvailable() != null) ? firstDestination(exports) + " and to " + further
				: "export to " + further;
	}

	private String firstDestination(boolean exports) {
		OtlpTracingConnectionDetails details = this.connectionDetails.getIfAvailable();
		OtlpTracingProperties properties = this.otlp.getIfAvailable();
		if (details == null || properties == null) {
			return hasExporterOfTheApplication() ? "export by the application's own exporter"
					: "spans stay local (tracing.export.endpoint is not set)";
		}
		if (!exports) {
			return "spans stay local (export is disabled)";
		}
		String transport = properties.getTransport().name().toLowerCase(Locale.ROOT);
		return "export to " + withoutSecrets(details.getUrl(properties.getTransport())) + " (" + transport + ")";
	}

	private boolean hasExporterOfTheApplication() {
		return this.exporters.orderedStream((type) -> !type.getName().startsWith(OWN_PACKAGE)).findAny().isPresent();
	}

	private String propagation() {
		ContextPropagators propagators = this.propagators.getIfAvailable();
		return (propagators != null) ? propagators.getTextMapPropagator().fields().toString() : "none";
	}

	private void warnIfContradicted(Alias alias) {
		ConfigurationProperty theirs = WrittenProperty.find(this.environment, alias.target());
		ConfigurationProperty ours = (theirs != null) ? TracingAliases.find(this.environment, alias.source()) : null;
		if (theirs == null || ours == null || isSame(alias, theirs)) {
			return;
		}
		logger.warn("'{}' ({}) and '{}' ({}) contradict each other: {} is in effect. Remove one of them",
				alias.target(), describe(theirs), alias.source(), describe(ours), alias.target());
	}

	private boolean isSame(Alias alias, ConfigurationProperty theirs) {
		Object value = alias.value().apply(this.environment);
		String effective = this.environment.resolvePlaceholders(String.valueOf(theirs.getValue()));
		return value == null || normalized(value).equals(normalized(convert(effective, value.getClass())));
	}

	private Object convert(String text, Class<?> type) {
		try {
			return Objects.requireNonNullElse(ApplicationConversionService.getSharedInstance().convert(text, type),
					text);
		}
		catch (RuntimeException ex) {
			return text;
		}
	}

	private static String normalized(Object value) {
		return value.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.,:/]", "");
	}

	private static String describe(ConfigurationProperty property) {
		Object origin = (property.getOrigin() != null) ? property.getOrigin() : "unknown origin";
		return withoutSecrets(String.valueOf(property.getValue())) + " from " + origin;
	}

	// A URL may carry credentials, in front of its host or in its query.
	private static String withoutSecrets(String value) {
		int scheme = value.indexOf("://");
		if (scheme < 0) {
			return value;
		}
		int query = value.indexOf('?');
		String address = (query < 0) ? value : value.substring(0, query);
		int user = address.lastIndexOf('@');
		return (user < 0) ? address : address.substring(0, scheme + 3) + address.substring(user + 1);
	}

	private boolean isTrueByDefault(String property) {
		return TracingSwitch.isOn(this.environment, property);
	}

}
