/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import dev.tracing.benchmarks.micro.Parent;
import dev.tracing.benchmarks.micro.SpringBootTracing;
import dev.tracing.boot.annotation.OrderDesks.Customer;
import dev.tracing.boot.annotation.OrderDesks.Desk;
import dev.tracing.boot.annotation.OrderDesks.ManualDesk;
import dev.tracing.boot.annotation.OrderDesks.NewSpanDesk;
import dev.tracing.boot.annotation.OrderDesks.NewSpanDeskWithTags;
import dev.tracing.boot.annotation.OrderDesks.ObservedDesk;
import dev.tracing.boot.annotation.OrderDesks.Order;
import dev.tracing.boot.annotation.OrderDesks.PlainDesk;
import dev.tracing.boot.annotation.OrderDesks.TracedDesk;
import dev.tracing.boot.annotation.OrderDesks.TracedDeskWithAttributes;
import dev.tracing.boot.annotation.OrderDesks.WithSpanDesk;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The method in all its proxies, and the span around its calls.
 */
@State(org.openjdk.jmh.annotations.Scope.Thread)
public class TakenOrders {

	private final Order order = new Order("4711");

	private final Customer customer = new Customer("Ada");

	@Param({ "UNSAMPLED", "SAMPLED" })
	private Parent parent;

	private SdkTracerProvider provider;

	private AnnotationConfigApplicationContext application;

	private Scope scope;

	Desk plain;

	Desk manual;

	Desk empty;

	Desk bare;

	Desk traced;

	Desk tracedWithAttributes;

	Desk newSpan;

	Desk newSpanWithTags;

	Desk observed;

	Desk withSpan;

	/**
	 * Makes the beans.
	 */
	@Setup
	public void start() {
		this.application = SpringBootTracing.start(OrderApplication.class);
		this.provider = this.application.getBean(SdkTracerProvider.class);
		Tracer tracer = this.provider.get("benchmark");
		this.plain = new PlainDesk();
		this.manual = new ManualDesk(tracer);
		this.empty = advised((MethodInterceptor) MethodInvocation::proceed);
		this.bare = advised(new BareInterceptor(tracer));
		this.traced = this.application.getBean(TracedDesk.class);
		this.tracedWithAttributes = this.application.getBean(TracedDeskWithAttributes.class);
		this.newSpan = this.application.getBean(NewSpanDesk.class);
		this.newSpanWithTags = this.application.getBean(NewSpanDeskWithTags.class);
		this.observed = this.application.getBean(ObservedDesk.class);
		this.withSpan = this.application.getBean(WithSpanDesk.class);
	}

	/**
	 * Opens the span around the calls, on the thread that makes them.
	 */
	@Setup(Level.Iteration)
	public void enter() {
		this.scope = this.parent.context(this.provider).makeCurrent();
	}

	/**
	 * Leaves the span around the calls.
	 */
	@TearDown(Level.Iteration)
	public void leave() {
		this.scope.close();
	}

	/**
	 * Closes the application.
	 */
	@TearDown
	public void close() {
		this.application.close();
	}

	String take(Desk desk) {
		return desk.take(this.order, this.customer);
	}

	private static Desk advised(Advice advice) {
		ProxyFactory factory = new ProxyFactory(new PlainDesk());
		factory.setProxyTargetClass(true);
		factory.addAdvice(advice);
		return (Desk) factory.getProxy();
	}

}
