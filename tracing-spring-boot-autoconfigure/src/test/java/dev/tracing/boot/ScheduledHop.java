/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.concurrent.TimeUnit;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * A run of a scheduled method. It is scheduled by a bean that is made inside a trace,
 * which must not be the trace of its runs.
 */
class ScheduledHop implements Hop {

	@Override
	public String group() {
		return "timer";
	}

	@Override
	public String name() {
		return "`@Scheduled` method";
	}

	@Override
	public Class<?> application() {
		return Application.class;
	}

	@Override
	public int spans() {
		return 1;
	}

	@Override
	public boolean startsTrace() {
		return true;
	}

	@Override
	public String note() {
		return "each run is a trace of its own";
	}

	@Override
	public void cross(ApplicationContext application) {
		application.getBean(NightlyJob.class);
	}

	static class NightlyJob {

		private final Handoff handoff;

		NightlyJob(Handoff handoff) {
			this.handoff = handoff;
		}

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.DAYS)
		void cleanUp() {
			this.handoff.arrive();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Application {

		@Bean
		@Scope("prototype")
		NightlyJob nightlyJob(Handoff handoff) {
			return new NightlyJob(handoff);
		}

	}

}
