package com.example.greeting;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class GreetingController {

	private final GreetingService greetings;

	public GreetingController(GreetingService greetings) {
		this.greetings = greetings;
	}

	@GetMapping("/greetings/{name}")
	public String greet(@PathVariable String name) {
		return this.greetings.say(name);
	}

}
