package com.example.greeting;

import dev.tracing.boot.annotation.SpanAttribute;
import dev.tracing.boot.annotation.Traced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

@Service
public class GreetingService {

	private static final Logger log = LoggerFactory.getLogger(GreetingService.class);

	@Traced("greeting.say")
	public String say(@SpanAttribute("greeting.name") String name) {
		log.info("Greeting {}", name);
		return "Hello, " + name + "!";
	}

}
