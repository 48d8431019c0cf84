/*
 * Copyright The Tracing Spring Boot Authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.tracing.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A document of YAML in {@code deploy}, and what stands in it.
 *
 * @param content the document
 */
public record Manifest(Map<String, Object> content) {

	/**
	 * The directory of all manifests.
	 */
	public static final Path DEPLOY = Path.of("..", "deploy");

	/**
	 * Reads a file of one document.
	 * @param file the file, below the directory of all manifests
	 * @return the document
	 * @throws IOException if it cannot be read
	 */
	public static Manifest read(String file) throws IOException {
		List<Manifest> documents = readAll(DEPLOY.resolve(file));
		assertThat(documents).as(file).hasSize(1);
		return documents.get(0);
	}

	/**
	 * Reads all documents of a file.
	 * @param file the file
	 * @return the documents
	 * @throws IOException if it cannot be read
	 */
	public static List<Manifest> readAll(Path file) throws IOException {
		List<Manifest> documents = new ArrayList<>();
		for (Object document : yaml().loadAll(Files.readString(file))) {
			@SuppressWarnings("unchecked") // a manifest is a map, or the cast fails
			Map<String, Object> map = (Map<String, Object>) document;
			documents.add(new Manifest(map));
		}
		return documents;
	}

	/**
	 * Reads a document that is the text of another one.
	 * @param path where the text stands
	 * @return the document
	 */
	public Manifest embedded(String... path) {
		return new Manifest(yaml().load(text(path)));
	}

	/**
	 * Finds what stands under a path, and fails if nothing does.
	 * @param path the keys from the outside to the inside
	 * @return what stands there
	 */
	public Object find(String... path) {
		Object found = this.content;
		for (String key : path) {
			found = ((Map<?, ?>) found).get(key);
			assertThat(found).as("%s in %s", key, List.of(path)).isNotNull();
		}
		return found;
	}

	/**
	 * Finds what stands under a path.
	 * @param path the keys from the outside to the inside
	 * @return it as text
	 */
	public String text(String... path) {
		return String.valueOf(find(path));
	}

	/**
	 * Takes what stands in a document as a map.
	 * @param value what stands there
	 * @return the map
	 */
	@SuppressWarnings("unchecked") // keys are text in all manifests
	public static Map<String, Object> map(@Nullable Object value) {
		assertThat(value).isInstanceOf(Map.class);
		return (Map<String, Object>) value;
	}

	/**
	 * Takes what stands in a document as a list.
	 * @param value what stands there
	 * @return the list
	 */
	@SuppressWarnings("unchecked") // whatever is in it, it is an object
	public static List<Object> list(@Nullable Object value) {
		assertThat(value).isInstanceOf(List.class);
		return (List<Object>) value;
	}

	private static Yaml yaml() {
		return new Yaml(new SafeConstructor(new LoaderOptions()));
	}

}
