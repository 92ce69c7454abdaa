package io.efface.cli.schema;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON schemas of a folder, by their path in the folder, such as {@code cli/run.json}. A document is checked either as a consumer
 * checks it, or strictly: then a property or a word that the schema does not list is an error too. Thread-safe.
 */
public final class Schemas {
    /** The file that contains definitions and describes no document. */
    public static final String DEFINITIONS = "definitions.json";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BASE = "https://schemas.invalid/";
    private static final String STRICT = BASE + "strict/";

    /** The schemas that are published. */
    public static final Schemas PUBLISHED = of(Path.of(System.getProperty("basedir", "."), "..", "docs", "schemas"));

    private final Map<String, JsonNode> files;
    private final SchemaRegistry registry;

    private Schemas(Map<String, JsonNode> files) {
        this.files = files;
        Map<String, String> texts = new TreeMap<>();
        files.forEach((name, schema) -> {
            texts.put(BASE + name, schema.toString());
            texts.put(STRICT + name, StrictSchema.of(schema).toString());
            texts.put(STRICT + name + ".root", StrictSchema.rootOf(STRICT + name));
        });
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts));
    }

    /** Reads all schemas below a folder. */
    public static Schemas of(Path folder) {
        Map<String, JsonNode> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file :
                    found.filter(each -> each.toString().endsWith(".json")).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                files.put(name, json(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Schemas(files);
    }

    /** Parses a document. */
    public static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /** Returns the paths of all files. */
    public Set<String> names() {
        return Collections.unmodifiableSet(files.keySet());
    }

    /** Returns the content of a file. */
    public JsonNode schema(String name) {
        return files.get(name);
    }

    /** Returns the errors of a schema itself. */
    public static List<String> metaErrors(JsonNode schema) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(schema.get("$schema").asString()))
                .validate(schema)
                .stream()
                .map(Error::toString)
                .toList();
    }

    /** Returns the errors that a consumer finds in a document. */
    public List<String> errors(String name, String document) {
        return validate(BASE + name, document);
    }

    /** Returns the errors of a document, and also the properties and words that the schema does not list. */
    public List<String> strictErrors(String name, String document) {
        List<String> errors = errors(name, document);
        return errors.isEmpty() ? validate(STRICT + name + ".root", document) : errors;
    }

    private List<String> validate(String location, String document) {
        return registry.getSchema(SchemaLocation.of(location)).validate(document, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }
}
