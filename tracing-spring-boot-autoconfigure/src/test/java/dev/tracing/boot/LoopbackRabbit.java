/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;

import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * What is published comes back to the consumer of the queue that has the name of its
 * routing key: RabbitMQ itself does not run in a JVM.
 */
final class LoopbackRabbit {

	private final Map<String, BlockingQueue<Consumer>> consumers = new ConcurrentHashMap<>();

	private final AtomicLong deliveries = new AtomicLong();

	private LoopbackRabbit() {
	}

	static ConnectionFactory connectionFactory() {
		LoopbackRabbit rabbit = new LoopbackRabbit();
		Channel channel = proxy(Channel.class, rabbit::onChannel);
		Connection connection = proxy(Connection.class, (name, args) -> name.equals("createChannel") ? channel : null);
		return proxy(ConnectionFactory.class, (name, args) -> name.equals("createConnection") ? connection : null);
	}

	private Object onChannel(String name, Object[] args) throws Exception {
		switch (name) {
			case "basicConsume" -> {
				Consumer consumer = (Consumer) args[args.length - 1];
				consumer.handleConsumeOk("tag");
				queue((String) args[0]).add(consumer);
				return "tag";
			}
			case "basicPublish" ->
				deliver((String) args[1], (AMQP.BasicProperties) args[args.length - 2], (byte[]) args[args.length - 1]);
			case "basicCancel" -> {
				for (BlockingQueue<Consumer> queue : this.consumers.values()) {
					for (Consumer consumer : queue) {
						consumer.handleCancelOk("tag");
					}
				}
			}
			default -> {
			}
		}
		return null;
	}

	private void deliver(String queue, AMQP.BasicProperties properties, byte[] body) throws Exception {
		Consumer consumer = queue(queue).take();
		queue(queue).add(consumer);
		Envelope envelope = new Envelope(this.deliveries.incrementAndGet(), false, "", queue);
		Thread delivery = new Thread(() -> {
			try {
				consumer.handleDelivery("tag", envelope, properties, body);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		delivery.start();
	}

	private BlockingQueue<Consumer> queue(String name) {
		return this.consumers.computeIfAbsent(name, (key) -> new LinkedBlockingQueue<>());
	}

	private static <T> T proxy(Class<T> type, Answer answer) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, args) -> {
				switch (method.getName()) {
					case "equals":
						return proxy == args[0];
					case "hashCode":
						return System.identityHashCode(proxy);
					case "toString":
						return type.getSimpleName();
					case "isOpen":
						return true;
					default:
						Object result = answer.to(method.getName(), args);
						return (result != null) ? result : nothing(method.getReturnType());
				}
			}));
	}

	private static Object nothing(Class<?> type) {
		if (type == boolean.class) {
			return false;
		}
		if (type == int.class) {
			return 0;
		}
		return (type == long.class) ? (Object) 0L : null;
	}

	private interface Answer {

		Object to(String method, Object[] args) throws Exception;

	}

}
