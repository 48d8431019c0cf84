/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.sample.order;

import java.util.List;

import dev.tracing.sample.Variant;

/**
 * A wish.
 *
 * @param userId who has it
 * @param items what he wants
 * @param variant how the order goes
 */
record OrderRequest(String userId, List<String> items, Variant variant) {

}
