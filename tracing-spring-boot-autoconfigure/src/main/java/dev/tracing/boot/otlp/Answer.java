/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.otlp;

import java.time.Duration;

/**
 * What the collector answered.
 *
 * @param <R> the response as the exporter knows it
 * @param verdict what it means
 * @param partial which spans it did not take
 * @param pause how long it wants to be left alone; zero if it does not say
 * @param bytes how long the request was as it travelled
 * @param response the response as the exporter expects it
 */
record Answer<R>(Verdict verdict, PartialSuccess partial, Duration pause, long bytes, R response) {
}
