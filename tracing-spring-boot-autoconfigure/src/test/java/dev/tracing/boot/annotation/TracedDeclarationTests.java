/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import java.lang.reflect.Proxy;

import dev.tracing.boot.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class TracedDeclarationTests {

	private static final AttributeKey<String> ITEM = AttributeKey.stringKey("item");

	@Test
	void annotationOnAClassMeansItsPublicMethods() {
		TracedApplication.run(CartService.class, (cart, spans) -> {
			cart.add();
			cart.inherited();
			cart.internal();
			cart.toString();
			cart.named();
			assertThat(spans.take(2)).extracting(SpanData::getName).containsExactly("cart.add", "cart.special");
		});
	}

	@Test
	void annotationOnASuperclassMeansTheMethodsOfItsSubclassesToo() {
		TracedApplication.run(GiftCartService.class, (cart, spans) -> {
			cart.wrap();
			cart.add();
			assertThat(spans.take(2)).extracting(SpanData::getName).containsExactly("gift_cart.wrap", "gift_cart.add");
		});
	}

	@Test
	void annotationOnAnInterfaceMeansItsMethods() {
		TracedApplication.run(DefaultStock.class, (stock, spans) -> {
			stock.reserve("apple");
			stock.other();
			SpanData span = spans.take();
			assertThat(span.getName()).isEqualTo("default_stock.reserve");
			assertThat(span.getAttributes().get(ITEM)).isEqualTo("apple");
		});
	}

	@Test
	void annotationOnAMethodOfAGenericInterfaceIsFound() {
		TracedApplication.run(StringStore.class, (store, spans) -> {
			store.save("apple");
			store.load();
			SpanData span = spans.take();
			assertThat(span.getName()).isEqualTo("store.save");
			assertThat(span.getAttributes().get(ITEM)).isEqualTo("apple");
			assertThat(spans.take().getName()).isEqualTo("string_store.load");
		});
	}

	@Test
	void annotationOnAnInterfaceIsFoundIfASuperclassImplementsTheMethod() {
		TracedApplication.run(InheritingStock.class, (stock, spans) -> {
			stock.reserve("apple");
			assertThat(spans.take().getAttributes().get(ITEM)).isEqualTo("apple");
		});
	}

	@Test
	void beanThatIsAProxyItselfIsTracedByItsInterface() {
		TracedApplication.runner().withUserConfiguration(ProxiedStock.class).run(TracedApplication.check((context) -> {
			context.getBean(Stock.class).reserve("apple");
			SpanData span = context.getBean(RecordedSpans.class).take();
			assertThat(span.getName()).isEqualTo("stock.reserve");
			assertThat(span.getAttributes().get(ITEM)).isEqualTo("apple");
			assertThat(span.getAttributes().get(AttributeKey.stringKey("code.function.name")))
				.isEqualTo(Stock.class.getName() + ".reserve");
		}));
	}

	public static class Base {

		public void inherited() {
		}

	}

	@Traced
	public static class CartService extends Base {

		public void add() {
		}

		void internal() {
		}

		@Traced("cart.special")
		public void named() {
		}

		@Override
		public String toString() {
			return "cart";
		}

	}

	public static class GiftCartService extends CartService {

		public void wrap() {
		}

	}

	@Traced
	interface Stock {

		void reserve(@SpanAttribute("item") String item);

	}

	public static class DefaultStock implements Stock {

		@Override
		public void reserve(String item) {
		}

		public void other() {
		}

	}

	public static class PlainStock {

		public void reserve(String item) {
		}

	}

	public static class InheritingStock extends PlainStock implements Stock {

	}

	interface Store<T> {

		@Traced("store.save")
		void save(@SpanAttribute("item") T item);

		@Traced
		default void load() {
		}

	}

	public static class StringStore implements Store<String> {

		@Override
		public void save(String item) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class ProxiedStock {

		@Bean
		Stock stock() {
			return (Stock) Proxy.newProxyInstance(Stock.class.getClassLoader(), new Class<?>[] { Stock.class },
					(proxy, method, arguments) -> null);
		}

	}

}
