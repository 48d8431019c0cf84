/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.baggage;

import java.util.List;

/**
 * The fields of an application, as a bean.
 *
 * @param list the fields
 */
record FieldList(List<BaggageField> list) {

}
