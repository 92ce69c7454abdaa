package io.efface.cli.schema;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What the schemas promise about each value, by the value's place, such as {@code cli/run.json/failures{}/kind}. References between the
 * files are followed, so a definition may move to another file.
 */
public final class SchemaFacts {
    private final Schemas schemas;
    private final Map<String, Value> values = new TreeMap<>();

    private SchemaFacts(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The facts about one value. */
    private static final class Value {
        private boolean required;
        private final Set<String> types = new TreeSet<>();
        private final Set<String> words = new TreeSet<>();
    }

    /** Reads all schemas. */
    public static SchemaFacts of(Schemas schemas) {
        SchemaFacts facts = new SchemaFacts(schemas);
        schemas.names().stream()
                .filter(name -> !name.equals(Schemas.DEFINITIONS))
                .forEach(name -> facts.add(name, name, schemas.schema(name)));
        return facts;
    }

    /** Returns the changes that a consumer of the earlier schemas may notice, in words. */
    public Set<String> breaksSince(SchemaFacts earlier) {
        Set<String> breaks = new TreeSet<>();
        earlier.values.forEach((place, before) -> {
            Value now = values.get(place);
            if (now == null) {
                breaks.add(place + " was removed");
                return;
            }
            if (before.required && !now.required) {
                breaks.add(place + " is no longer required");
            }
            if (!before.types.containsAll(now.types)) {
                breaks.add(place + " has the type " + now.types + ", and had the type " + before.types);
            }
            if (!now.words.containsAll(before.words)) {
                breaks.add(place + " has the words " + now.words + ", and had the words " + before.words);
            }
        });
        return breaks;
    }

    private void add(String place, String file, JsonNode schema) {
        Value value = values.computeIfAbsent(place, name -> new Value());
        if (schema.has("$ref")) {
            String[] reference = schema.get("$ref").asString().split("#/", -1);
            String target = reference[0].isEmpty() ? file : resolve(file, reference[0]);
            JsonNode root = schemas.schema(target);
            add(place, target, reference.length == 1 ? root : root.at("/" + reference[1]));
        }
        JsonNode type = schema.path("type");
        if (type.isString()) {
            value.types.add(type.asString());
        }
        if (type.isArray()) {
            type.forEach(each -> value.types.add(each.asString()));
        }
        schema.path("enum").forEach(each -> value.words.add(each.asString()));
        if (schema.has("const")) {
            value.words.add(schema.get("const").asString());
        }
        addParts(place, file, schema);
    }

    private void addParts(String place, String file, JsonNode schema) {
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(each -> required.add(each.asString()));
        schema.path("properties").properties().forEach(property -> {
            String inner = place + "/" + property.getKey();
            add(inner, file, property.getValue());
            values.get(inner).required |= required.contains(property.getKey());
        });
        if (schema.has("items")) {
            add(place + "[]", file, schema.get("items"));
        }
        if (schema.has("additionalProperties")) {
            add(place + "{}", file, schema.get("additionalProperties"));
        }
        if (schema.has("propertyNames")) {
            add(place + "{name}", file, schema.get("propertyNames"));
        }
        schema.path("anyOf").forEach(each -> add(place, file, each));
        schema.path("allOf").forEach(each -> {
            String type = each.at("/if/properties/type/const").asString();
            add(place + "(" + type + ")", file, each.get("then"));
        });
    }

    private static String resolve(String file, String reference) {
        return Path.of(file).resolveSibling(reference).normalize().toString().replace('\\', '/');
    }
}
