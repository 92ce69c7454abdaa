package io.efface.cli.schema;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a strict variant of a published schema. The published schemas accept additional properties, and they accept unknown words where a
 * minor version may add words. The strict variant accepts neither, so that a test notices what is not documented.
 */
final class StrictSchema {
    private static final String CLOSED = "unevaluatedProperties";

    private StrictSchema() {}

    /** Returns the strict variant of a file. Its root stays open, because another file may add properties to it. */
    static JsonNode of(JsonNode file) {
        JsonNode copy = file.deepCopy();
        change(copy, false);
        return copy;
    }

    /** Returns the schema of a document: a file whose root is closed, too. */
    static String rootOf(String location) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        return root.put("$ref", location).put(CLOSED, false).toString();
    }

    /** @param isValue whether the schema describes a value in a document, and is not a part of the schema of that value */
    private static void change(JsonNode node, boolean isValue) {
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        if (isValue && (schema.has("$ref") || schema.has("properties") || schema.has("anyOf"))) {
            schema.put(CLOSED, false);
        }
        removeUnknownWords(schema);
        schema.path("properties").forEach(each -> change(each, true));
        schema.path("$defs").forEach(each -> change(each, false));
        for (String value : List.of("items", "additionalProperties")) {
            change(schema.path(value), true);
        }
        for (String parts : List.of("anyOf", "allOf")) {
            schema.path(parts).forEach(each -> change(each, false));
        }
        change(schema.path("then"), false);
    }

    /** Removes the alternative that accepts words that the schema does not list. */
    private static void removeUnknownWords(ObjectNode schema) {
        if (schema.get("anyOf") instanceof ArrayNode words && words.get(0).has("enum")) {
            words.remove(1);
        }
    }
}
