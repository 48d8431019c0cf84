/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.time.Duration;

import dev.tracing.boot.annotation.Traced;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * To a WebFlux application and through its chains, with both modes of
 * {@code spring.reactor.context-propagation}.
 */
final class ReactorHops {

	private static final String LIMITED = "`RestClient` to WebFlux, `limited`";

	private static final String AUTO = "`RestClient` to WebFlux, `auto`";

	private ReactorHops() {
	}

	private abstract static class WebFluxHop implements Hop {

		private final String group;

		private final String name;

		private final String path;

		private final int spans;

		private final String note;

		WebFluxHop(String group, String name, String path, int spans, String note) {
			this.group = group;
			this.name = name;
			this.path = path;
			this.spans = spans;
			this.note = note;
		}

		@Override
		public String group() {
			return this.group;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public Class<?> application() {
			return Application.class;
		}

		@Override
		public String[] properties() {
			return new String[] { "spring.main.web-application-type=reactive" };
		}

		@Override
		public int spans() {
			return this.spans;
		}

		@Override
		public String note() {
			return this.note;
		}

		// The setting holds for the JVM, and a chain looks at it when it is subscribed
		// to.
		@Override
		public void cross(ApplicationContext application) {
			boolean auto = this.group.equals(AUTO);
			if (auto) {
				Hooks.enableAutomaticContextPropagation();
			}
			try {
				application.getBean(RestClient.Builder.class)
					.build()
					.get()
					.uri("http://localhost:" + HopApplication.port(application) + this.path)
					.retrieve()
					.body(String.class);
			}
			finally {
				if (auto) {
					Hooks.disableAutomaticContextPropagation();
				}
			}
		}

	}

	static final class BlockedChain extends ExecutorHops.TaskHop {

		BlockedChain() {
			super("chain that is waited for (`Mono.delay`, `map`, `block`)",
					(application, handoff) -> Mono.delay(Duration.ofMillis(1), Schedulers.parallel())
						.map((tick) -> handoff.arrive())
						.block());
		}

		// The hook is there for every application of the JVM.
		@Override
		public String feature() {
			return "";
		}

	}

	static final class LimitedHandler extends WebFluxHop {

		LimitedHandler() {
			super(LIMITED, "operator in a handler", "/operator", 2, "");
		}

	}

	static final class LimitedBody extends WebFluxHop {

		LimitedBody() {
			super(LIMITED, "body of a handler", "/body", 2, "");
		}

	}

	static final class LimitedThread extends WebFluxHop {

		LimitedThread() {
			super(LIMITED, "operator on another thread", "/thread", 2, "");
		}

	}

	static final class LimitedTraced extends WebFluxHop {

		LimitedTraced() {
			super(LIMITED, "`@Traced` method that returns a `Mono`", "/traced", 3, "");
		}

	}

	static final class LimitedFlux extends WebFluxHop {

		LimitedFlux() {
			super(LIMITED, "`@Traced` method that returns a `Flux`, on another thread", "/flux", 3, "");
		}

	}

	static final class AutoHandler extends WebFluxHop {

		AutoHandler() {
			super(AUTO, "operator in a handler", "/operator", 2, "");
		}

	}

	static final class AutoThread extends WebFluxHop {

		AutoThread() {
			super(AUTO, "operator on another thread", "/thread", 2, "");
		}

	}

	static final class AutoTraced extends WebFluxHop {

		AutoTraced() {
			super(AUTO, "`@Traced` method that returns a `Mono`", "/traced", 3, "");
		}

	}

	static final class LimitedWebClient extends WebFluxHop {

		LimitedWebClient() {
			super(LIMITED, "`WebClient` on another thread, to a `@Traced` method", "/client", 5, "");
		}

	}

	@RestController
	static class Counter {

		private final Handoff handoff;

		private final Desk desk;

		private final WebClient.Builder clients;

		private final ApplicationContext application;

		Counter(Handoff handoff, Desk desk, WebClient.Builder clients, ApplicationContext application) {
			this.handoff = handoff;
			this.desk = desk;
			this.clients = clients;
			this.application = application;
		}

		@GetMapping("/operator")
		Mono<String> operator() {
			return Mono.just("order").map((order) -> this.handoff.arrive());
		}

		@GetMapping("/body")
		Mono<String> body() {
			return Mono.just(this.handoff.arrive());
		}

		@GetMapping("/thread")
		Mono<String> thread() {
			return Mono.delay(Duration.ofMillis(1), Schedulers.parallel()).map((tick) -> this.handoff.arrive());
		}

		@GetMapping("/traced")
		Mono<String> traced() {
			return this.desk.take();
		}

		@GetMapping("/flux")
		Flux<String> flux() {
			return this.desk.takeAll();
		}

		@GetMapping("/client")
		Mono<String> client() {
			return Mono.delay(Duration.ofMillis(1))
				.flatMap((tick) -> this.clients.build()
					.get()
					.uri("http://localhost:" + HopApplication.port(this.application) + "/traced")
					.retrieve()
					.bodyToMono(String.class));
		}

	}

	static class Desk {

		private final Handoff handoff;

		Desk(Handoff handoff) {
			this.handoff = handoff;
		}

		@Traced
		Mono<String> take() {
			return Mono.fromSupplier(this.handoff::arrive);
		}

		@Traced
		Flux<String> takeAll() {
			return Flux.just("order")
				.publishOn(Schedulers.boundedElastic())
				.map((order) -> this.handoff.arrive())
				.delayElements(Duration.ofMillis(1));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Desk desk(Handoff handoff) {
			return new Desk(handoff);
		}

		@Bean
		Counter counter(Handoff handoff, Desk desk, WebClient.Builder clients, ApplicationContext application) {
			return new Counter(handoff, desk, clients, application);
		}

	}

}
