/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.jdbc;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyProcessorSupport;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.core.Ordered;

/**
 * Advises every DataSource bean. The proxy extends the bean's class, so that it can be
 * injected by its class; where that class cannot be extended, the proxy has its
 * interfaces, if the bean was declared by one of them.
 */
final class DataSourcePostProcessor extends ProxyProcessorSupport
		implements SmartInstantiationAwareBeanPostProcessor, SmartInitializingSingleton, BeanFactoryAware {

	private static final long serialVersionUID = 1L;

	private static final Log logger = LogFactory.getLog(DataSourcePostProcessor.class);

	private final transient ObjectProvider<JdbcTracing> provider;

	private transient volatile @Nullable JdbcTracing tracing;

	private transient @Nullable BeanFactory beanFactory;

	DataSourcePostProcessor(ObjectProvider<JdbcTracing> provider) {
		this.provider = provider;
		// After what makes proxies for aspects, before what wraps the bean into another
		// DataSource, such as Spring Boot's lazy connections (0).
		setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	// Not earlier: whoever needs a connection to be created may be what tracing needs
	// itself.
	@Override
	public void afterSingletonsInstantiated() {
		this.tracing = this.provider.getObject();
	}

	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		if (!DataSource.class.isAssignableFrom(beanClass) || !isExtensible(beanClass)) {
			return beanClass;
		}
		ProxyFactory factory = new ProxyFactory();
		factory.setTargetClass(beanClass);
		factory.setProxyTargetClass(true);
		factory.addAdvisor(advisor(beanName));
		return factory.getProxyClass(getProxyClassLoader());
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof DataSource dataSource) {
			return trace(dataSource, beanName);
		}
		if (bean instanceof DataSourcePoolMetadataProvider metadata) {
			// A pool's fields are read, and those of a proxy are empty.
			return (DataSourcePoolMetadataProvider) (dataSource) -> metadata
				.getDataSourcePoolMetadata(targetOf(dataSource));
		}
		return bean;
	}

	private Object trace(DataSource dataSource, String beanName) {
		if (dataSource instanceof Advised advised && !advised.isFrozen()) {
			advised.addAdvisor(advisor(beanName));
			return dataSource;
		}
		boolean extensible = isExtensible(dataSource.getClass());
		if (!extensible && isDeclaredByClass(beanName)) {
			logger.warn("DataSource bean '" + beanName + "' is not traced, because " + dataSource.getClass().getName()
					+ " cannot be extended: declare the bean as a javax.sql.DataSource");
			return dataSource;
		}
		try {
			return proxy(dataSource, beanName, extensible);
		}
		catch (RuntimeException ex) {
			logger.warn("DataSource bean '" + beanName + "' is not traced", ex);
			return dataSource;
		}
	}

	private Object proxy(DataSource dataSource, String beanName, boolean extensible) {
		ProxyFactory factory = new ProxyFactory();
		factory.setTarget(dataSource);
		factory.setProxyTargetClass(extensible);
		if (!extensible) {
			evaluateProxyInterfaces(dataSource.getClass(), factory);
		}
		factory.addAdvisor(advisor(beanName));
		return factory.getProxy(getProxyClassLoader());
	}

	private Advisor advisor(String beanName) {
		Supplier<@Nullable JdbcTracing> current = () -> this.tracing;
		return new DefaultPointcutAdvisor(ConnectionPointcut.INSTANCE, new ConnectionInterceptor(current, beanName));
	}

	private boolean isDeclaredByClass(String beanName) {
		if (!(this.beanFactory instanceof ConfigurableListableBeanFactory factory)
				|| !factory.containsBeanDefinition(beanName)) {
			return false;
		}
		Class<?> declared = factory.getMergedBeanDefinition(beanName).getResolvableType().resolve();
		return declared != null && !declared.isInterface();
	}

	private static boolean isExtensible(Class<?> type) {
		if (Modifier.isFinal(type.getModifiers()) || Proxy.isProxyClass(type) || type.isHidden()) {
			return false;
		}
		for (Method method : type.getMethods()) {
			if (ConnectionPointcut.INSTANCE.matches(method, type) && Modifier.isFinal(method.getModifiers())) {
				return false;
			}
		}
		return true;
	}

	private static DataSource targetOf(DataSource dataSource) {
		Object target = AopProxyUtils.getSingletonTarget(dataSource);
		return (target instanceof DataSource found) ? targetOf(found) : dataSource;
	}

}
