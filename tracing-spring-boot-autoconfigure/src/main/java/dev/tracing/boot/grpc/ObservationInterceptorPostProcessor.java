/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import dev.tracing.boot.observation.Observers;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcClientInterceptor;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcServerInterceptor;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Switches Spring Boot's Observations of gRPC calls off where nobody but tracing would
 * listen. The beans stay, because an application may ask for them.
 */
final class ObservationInterceptorPostProcessor implements BeanPostProcessor {

	private static final String BOOT_SERVER = "grpcServerObservationInterceptor";

	private static final String OUR_SERVER = "tracingGrpcServerInterceptor";

	private static final String BOOT_CLIENT = "grpcClientObservationInterceptor";

	private static final String OUR_CLIENT = "tracingGrpcClientInterceptor";

	private final ConfigurableListableBeanFactory beanFactory;

	ObservationInterceptorPostProcessor(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (beanName.equals(BOOT_SERVER) && bean.getClass() == ObservationGrpcServerInterceptor.class
				&& isUnheardBeside(OUR_SERVER)) {
			return new ObservationGrpcServerInterceptor(ObservationRegistry.NOOP);
		}
		if (beanName.equals(BOOT_CLIENT) && bean.getClass() == ObservationGrpcClientInterceptor.class
				&& isUnheardBeside(OUR_CLIENT)) {
			return new ObservationGrpcClientInterceptor(ObservationRegistry.NOOP);
		}
		return bean;
	}

	private boolean isUnheardBeside(String interceptor) {
		return this.beanFactory.containsBean(interceptor) && !Observers.arePresent(this.beanFactory);
	}

}
