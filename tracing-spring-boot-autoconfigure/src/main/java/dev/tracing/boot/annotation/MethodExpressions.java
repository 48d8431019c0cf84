/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.util.HashSet;
import java.util.Set;

import dev.tracing.boot.annotation.TracedAttribute.Moment;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NativeDetector;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.expression.spel.support.StandardTypeLocator;

/**
 * Parses the expressions of methods and finds their mistakes when the application starts.
 */
final class MethodExpressions {

	static final String RESULT = "result";

	static final String ERROR = "error";

	private static final Set<String> ALWAYS_KNOWN = Set.of(RESULT, ERROR, "root", "this");

	private final SpelExpressionParser parser;

	private final StandardEvaluationContext shared = new StandardEvaluationContext();

	MethodExpressions(@Nullable ClassLoader classLoader) {
		// Mixed, because it goes back to interpreting where the types change.
		SpelCompilerMode mode = NativeDetector.inNativeImage() ? SpelCompilerMode.OFF : SpelCompilerMode.MIXED;
		this.parser = new SpelExpressionParser(new SpelParserConfiguration(mode, classLoader));
		this.shared.setTypeLocator(new StandardTypeLocator(classLoader));
	}

	EvaluationContext shared() {
		return this.shared;
	}

	/**
	 * Parses an expression.
	 * @param expression the text
	 * @param parameters names of the parameters, {@code p0} and {@code a0} among them
	 * @param place where it stands, for the message
	 * @return the expression
	 * @throws IllegalStateException if it is broken
	 */
	SpelExpression parse(String expression, Set<String> parameters, String place) {
		SpelExpression parsed;
		try {
			parsed = this.parser.parseRaw(expression);
		}
		catch (ParseException | IllegalArgumentException | IllegalStateException ex) {
			throw broken(expression, place, ex.getMessage(), ex);
		}
		for (String variable : variables(parsed)) {
			if (!ALWAYS_KNOWN.contains(variable) && !parameters.contains(variable)) {
				throw broken(expression, place,
						"there is no #" + variable + " here, only #root, #result, #error and the parameters "
								+ String.join(", ", parameters) + "; names need the compiler's option -parameters",
						null);
			}
		}
		return parsed;
	}

	/**
	 * When an expression can be evaluated.
	 * @param expression the expression
	 * @return the moment
	 */
	static Moment moment(SpelExpression expression) {
		Set<String> variables = variables(expression);
		boolean result = variables.contains(RESULT);
		boolean error = variables.contains(ERROR);
		if (result) {
			return error ? Moment.END : Moment.SUCCESS;
		}
		return error ? Moment.FAILURE : Moment.START;
	}

	private static Set<String> variables(SpelExpression expression) {
		Set<String> names = new HashSet<>();
		collect(expression.getAST(), names);
		return names;
	}

	private static void collect(SpelNode node, Set<String> names) {
		if (node instanceof VariableReference) {
			names.add(node.toStringAST().substring(1));
		}
		for (int i = 0; i < node.getChildCount(); i++) {
			collect(node.getChild(i), names);
		}
	}

	private static IllegalStateException broken(String expression, String place, @Nullable String reason,
			@Nullable Exception cause) {
		return new IllegalStateException(
				"Broken expression '" + expression + "' in the tracing annotations of " + place + ": " + reason, cause);
	}

}
