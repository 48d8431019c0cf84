/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.expression.BeanResolver;
import org.springframework.expression.ConstructorResolver;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.IndexAccessor;
import org.springframework.expression.MethodResolver;
import org.springframework.expression.OperatorOverloader;
import org.springframework.expression.PropertyAccessor;
import org.springframework.expression.TypeComparator;
import org.springframework.expression.TypeConverter;
import org.springframework.expression.TypeLocator;
import org.springframework.expression.TypedValue;

/**
 * What the expressions of one call see. Variables are looked up where they are, nothing
 * is copied into a map, and nothing can be assigned.
 */
final class CallContext implements EvaluationContext {

	private final EvaluationContext shared;

	private final Map<String, Integer> parameters;

	private final @Nullable Object[] arguments;

	private final @Nullable Object root;

	private final @Nullable Object result;

	private final @Nullable Throwable error;

	CallContext(EvaluationContext shared, Map<String, Integer> parameters, @Nullable Object[] arguments,
			@Nullable Object root, @Nullable Object result, @Nullable Throwable error) {
		this.shared = shared;
		this.parameters = parameters;
		this.arguments = arguments;
		this.root = root;
		this.result = result;
		this.error = error;
	}

	CallContext withRoot(Object root) {
		return new CallContext(this.shared, this.parameters, this.arguments, root, this.result, this.error);
	}

	@Nullable Object argument(int index) {
		return this.arguments[index];
	}

	@Nullable Object result() {
		return this.result;
	}

	@Override
	public TypedValue getRootObject() {
		return new TypedValue(this.root);
	}

	@Override
	public @Nullable Object lookupVariable(String name) {
		Integer index = this.parameters.get(name);
		if (index != null) {
			return this.arguments[index];
		}
		return switch (name) {
			case MethodExpressions.RESULT -> this.result;
			case MethodExpressions.ERROR -> this.error;
			default -> null;
		};
	}

	@Override
	public void setVariable(String name, @Nullable Object value) {
		throw new UnsupportedOperationException("Expressions of attributes assign nothing");
	}

	@Override
	public boolean isAssignmentEnabled() {
		return false;
	}

	@Override
	public List<PropertyAccessor> getPropertyAccessors() {
		return this.shared.getPropertyAccessors();
	}

	@Override
	public List<IndexAccessor> getIndexAccessors() {
		return this.shared.getIndexAccessors();
	}

	@Override
	public List<ConstructorResolver> getConstructorResolvers() {
		return this.shared.getConstructorResolvers();
	}

	@Override
	public List<MethodResolver> getMethodResolvers() {
		return this.shared.getMethodResolvers();
	}

	@Override
	public @Nullable BeanResolver getBeanResolver() {
		return this.shared.getBeanResolver();
	}

	@Override
	public TypeLocator getTypeLocator() {
		return this.shared.getTypeLocator();
	}

	@Override
	public TypeConverter getTypeConverter() {
		return this.shared.getTypeConverter();
	}

	@Override
	public TypeComparator getTypeComparator() {
		return this.shared.getTypeComparator();
	}

	@Override
	public OperatorOverloader getOperatorOverloader() {
		return this.shared.getOperatorOverloader();
	}

}
