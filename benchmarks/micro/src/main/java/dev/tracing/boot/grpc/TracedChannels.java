/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import dev.tracing.benchmarks.micro.Parent;
import dev.tracing.benchmarks.micro.ParentBased;
import dev.tracing.benchmarks.micro.SpringBootTracing;
import dev.tracing.boot.observation.NativeContextConfiguration;
import dev.tracing.boot.operation.Conventions;
import dev.tracing.boot.operation.Egress;
import dev.tracing.boot.operation.Ingress;
import dev.tracing.boot.operation.Operations;
import dev.tracing.boot.propagation.OurPropagatorsConfiguration;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ServerCalls;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcClientInterceptor;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcServerInterceptor;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * Channels to servers of this process, and the span around their calls.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class TracedChannels {

	static final MethodDescriptor<String, String> ECHO = MethodDescriptor.<String, String>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName("benchmark.Orders/Echo")
		.setRequestMarshaller(EchoMarshaller.INSTANCE)
		.setResponseMarshaller(EchoMarshaller.INSTANCE)
		.build();

	private final List<Server> servers = new ArrayList<>();

	private final List<ManagedChannel> channels = new ArrayList<>();

	Channel plain;

	Channel traced;

	Channel observed;

	@Param({ "UNSAMPLED", "SAMPLED" })
	private Parent parent;

	private AnnotationConfigApplicationContext springBoots;

	private AnnotationConfigApplicationContext ours;

	private Scope scope;

	/**
	 * Makes the servers and channels.
	 * @throws IOException what no server of this process throws
	 */
	@Setup
	public void start() throws IOException {
		this.springBoots = SpringBootTracing.start();
		this.ours = SpringBootTracing.start(NativeContextConfiguration.class, OurPropagatorsConfiguration.class);
		Operations operations = new Operations(this.ours.getBean(OpenTelemetry.class), Conventions.DEFAULT,
				ParentBased.INSTANCE, false);
		ObservationRegistry observations = this.springBoots.getBean(ObservationRegistry.class);
		this.plain = connect("plain", List.of(), List.of());
		this.traced = connect("traced",
				List.of(new TracingServerInterceptor(operations,
						new ExcludedMethods(List.of("grpc.health.v1.Health/*")), Ingress.OPEN)),
				List.of(new TracingClientInterceptor(operations, Egress.OPEN)));
		this.observed = connect("observed", List.of(new ObservationGrpcServerInterceptor(observations)),
				List.of(new ObservationGrpcClientInterceptor(observations)));
	}

	private Channel connect(String name, List<ServerInterceptor> onServer, List<ClientInterceptor> onClient)
			throws IOException {
		ServerServiceDefinition service = ServerServiceDefinition.builder("benchmark.Orders")
			.addMethod(ECHO, ServerCalls.asyncUnaryCall((request, responses) -> {
				responses.onNext(request);
				responses.onCompleted();
			}))
			.build();
		this.servers.add(InProcessServerBuilder.forName(name)
			.directExecutor()
			.addService(ServerInterceptors.intercept(service, onServer))
			.build()
			.start());
		ManagedChannel channel = InProcessChannelBuilder.forName(name).directExecutor().intercept(onClient).build();
		this.channels.add(channel);
		return channel;
	}

	/**
	 * Opens the span around the calls, on the thread that makes them.
	 */
	@Setup(Level.Iteration)
	public void enter() {
		this.scope = this.parent.context(this.ours.getBean(SdkTracerProvider.class)).makeCurrent();
	}

	/**
	 * Leaves the span around the calls.
	 */
	@TearDown(Level.Iteration)
	public void leave() {
		this.scope.close();
	}

	/**
	 * Closes what was made.
	 */
	@TearDown
	public void close() {
		this.channels.forEach(ManagedChannel::shutdownNow);
		this.servers.forEach(Server::shutdownNow);
		this.ours.close();
		this.springBoots.close();
	}

}
