/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

/**
 * The forms that a call can have.
 */
public enum CallForm {

	UNARY(Greeter.UNARY) {

		@Override
		void send(Channel channel, String message, StreamObserver<String> responses) {
			ClientCalls.asyncUnaryCall(channel.newCall(method(), CallOptions.DEFAULT), message, responses);
		}

	},

	CLIENT_STREAM(Greeter.CLIENT_STREAM) {

		@Override
		void send(Channel channel, String message, StreamObserver<String> responses) {
			twice(ClientCalls.asyncClientStreamingCall(channel.newCall(method(), CallOptions.DEFAULT), responses),
					message);
		}

	},

	SERVER_STREAM(Greeter.SERVER_STREAM) {

		@Override
		void send(Channel channel, String message, StreamObserver<String> responses) {
			ClientCalls.asyncServerStreamingCall(channel.newCall(method(), CallOptions.DEFAULT), message, responses);
		}

	},

	BIDI(Greeter.BIDI) {

		@Override
		void send(Channel channel, String message, StreamObserver<String> responses) {
			twice(ClientCalls.asyncBidiStreamingCall(channel.newCall(method(), CallOptions.DEFAULT), responses),
					message);
		}

	};

	private final MethodDescriptor<String, String> method;

	CallForm(MethodDescriptor<String, String> method) {
		this.method = method;
	}

	MethodDescriptor<String, String> method() {
		return this.method;
	}

	abstract void send(Channel channel, String message, StreamObserver<String> responses);

	private static void twice(StreamObserver<String> requests, String message) {
		requests.onNext(message);
		requests.onNext(message);
		requests.onCompleted();
	}

	/**
	 * Calls and waits for the end.
	 * @param channel where to send
	 * @param message what to send
	 * @return what was answered
	 */
	public Status call(Channel channel, String message) {
		return call(channel, message, () -> {
		});
	}

	/**
	 * Calls and waits for the end.
	 * @param channel where to send
	 * @param message what to send
	 * @param eachResponse what is done with each response
	 * @return what was answered
	 */
	Status call(Channel channel, String message, Runnable eachResponse) {
		CompletableFuture<Status> status = new CompletableFuture<>();
		List<String> received = new ArrayList<>();
		send(channel, message, new StreamObserver<>() {

			@Override
			public void onNext(String response) {
				received.add(response);
				eachResponse.run();
			}

			@Override
			public void onError(Throwable error) {
				status.complete(Status.fromThrowable(error));
			}

			@Override
			public void onCompleted() {
				status.complete(Status.OK);
			}

		});
		try {
			return status.get(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("no end after " + received, ex);
		}
	}

}
