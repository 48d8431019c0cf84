/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.util.concurrent.atomic.AtomicReference;

import dev.tracing.boot.grpc.CallForm;
import dev.tracing.boot.grpc.Greeter;
import io.grpc.Channel;
import io.grpc.Context;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/**
 * From one application to the next over gRPC.
 */
final class GrpcHops {

	private GrpcHops() {
	}

	private abstract static class CallHop implements Hop {

		private final String name;

		private final CallForm form;

		CallHop(String name, CallForm form) {
			this.name = name;
			this.form = form;
		}

		@Override
		public String group() {
			return "gRPC channel";
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
			return new String[] { "spring.grpc.server.port=0", "spring.grpc.server.servlet.enabled=false" };
		}

		// One of the client, one of the server.
		@Override
		public int spans() {
			return 2;
		}

		@Override
		public void cross(ApplicationContext application) {
			int port = application.getBean(GrpcServerLifecycle.class).getPort();
			Channel channel = application.getBean(GrpcChannelFactory.class).createChannel("static://localhost:" + port);
			this.form.call(channel, "you");
		}

	}

	static final class Unary extends CallHop {

		Unary() {
			super("service, unary", CallForm.UNARY);
		}

	}

	static final class ClientStream extends CallHop {

		ClientStream() {
			super("service, stream of requests", CallForm.CLIENT_STREAM);
		}

	}

	static final class Bidi extends CallHop {

		Bidi() {
			super("service, streams both ways", CallForm.BIDI);
		}

	}

	static final class ServerStream extends CallHop {

		ServerStream() {
			super("service, stream of responses", CallForm.SERVER_STREAM);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Greeter greeter(Handoff handoff) {
			AtomicReference<Context> last = new AtomicReference<>();
			return new Greeter((message) -> {
				// A stream has two messages.
				if (last.getAndSet(Context.current()) != Context.current()) {
					handoff.arrive();
				}
			});
		}

	}

}
