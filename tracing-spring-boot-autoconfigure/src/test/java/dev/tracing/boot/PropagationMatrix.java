/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Every {@link Hop} there is, what was found at its end, and the table of it.
 */
final class PropagationMatrix implements AutoCloseable {

	private final Map<String, ConfigurableApplicationContext> applications = new HashMap<>();

	private final Map<String, HopFacts> found = new LinkedHashMap<>();

	static List<Hop> hops() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AssignableTypeFilter(Hop.class));
		List<Hop> hops = new ArrayList<>();
		for (BeanDefinition definition : scanner.findCandidateComponents(Rooms.ROOT)) {
			hops.add(
					(Hop) BeanUtils.instantiateClass(ClassUtils.resolveClassName(definition.getBeanClassName(), null)));
		}
		hops.sort(Comparator.comparing(Hop::group).thenComparing(Hop::name));
		return hops;
	}

	static boolean canRun(Hop hop) {
		return Runtime.version().feature() >= hop.java();
	}

	/**
	 * Goes the way, once for all who ask.
	 */
	HopFacts facts(Hop hop) throws Exception {
		HopFacts facts = this.found.get(hop.group() + hop.name());
		if (facts == null) {
			facts = HopFacts.find(hop, application(hop));
			this.found.put(hop.group() + hop.name(), facts);
		}
		return facts;
	}

	/**
	 * Goes the way in an application that lacks what the hop needs.
	 */
	boolean isLostWithoutFeature(Hop hop) throws Exception {
		return HopFacts.isLost(hop, application(hop, hop.feature() + "=false"));
	}

	private ConfigurableApplicationContext application(Hop hop, String... more) {
		String[] properties = StringUtils.concatenateStringArrays(hop.properties(), more);
		String key = hop.application().getName() + String.join(",", properties);
		return this.applications.computeIfAbsent(key, (name) -> HopApplication.run(hop.application(), properties));
	}

	/**
	 * The table, with a row for each hop.
	 * @param present the page as it is, from which rows are taken that this Java cannot
	 * run
	 */
	String table(String present) throws Exception {
		StringBuilder table = new StringBuilder("| from | to | trace id | parent | baggage | MDC | spans | "
				+ "nothing left behind | |\n|---|---|---|---|---|---|---|---|---|\n");
		for (Hop hop : hops()) {
			String start = "| %s | %s |".formatted(hop.group(), hop.name());
			table.append(canRun(hop) ? start + facts(hop).cells(hop) : lineOf(present, start)).append('\n');
		}
		return table.toString();
	}

	private static String lineOf(String page, String start) {
		return page.lines().filter((line) -> line.startsWith(start)).findFirst().orElse(start + " not run |");
	}

	@Override
	public void close() {
		this.applications.values().forEach(ConfigurableApplicationContext::close);
	}

}
