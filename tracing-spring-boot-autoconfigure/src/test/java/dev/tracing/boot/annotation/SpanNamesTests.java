/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot.annotation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpanNamesTests {

	@ParameterizedTest
	@CsvSource({ "create, create", "createRecord, create_record", "parseXMLFile, parse_xml_file", "sendV2, send_v2",
			"to_record, to_record", "createAB, create_ab", "create-3f2a1, create" })
	void methodBecomesOperation(String method, String operation) {
		assertThat(SpanNames.of(OrderService.class, method)).isEqualTo("order." + operation);
	}

	@Test
	void roleOfTheClassIsLeftOut() {
		assertThat(SpanNames.of(OrderServiceImpl.class, "create")).isEqualTo("order.create");
		assertThat(SpanNames.of(OrderRestController.class, "create")).isEqualTo("order.create");
		assertThat(SpanNames.of(OrderItemRepository.class, "find")).isEqualTo("order_item.find");
		assertThat(SpanNames.of(PaymentGateway.class, "charge")).isEqualTo("payment_gateway.charge");
	}

	@Test
	void classThatIsOnlyARoleKeepsItsName() {
		assertThat(SpanNames.of(Service.class, "run")).isEqualTo("service.run");
	}

	@Test
	void anonymousClassIsNamedAfterTheOneAround() {
		assertThat(SpanNames.of(new Object() {
		}.getClass(), "run")).isEqualTo("span_names_tests.run");
	}

	private static final class OrderService {

	}

	private static final class OrderServiceImpl {

	}

	private static final class OrderRestController {

	}

	private static final class OrderItemRepository {

	}

	private static final class PaymentGateway {

	}

	private static final class Service {

	}

}
