package io.efface.emulator.iai;

import java.util.List;

/**
 * The vendor's declaration of a parameter.
 *
 * @param name the name, case-sensitive
 * @param type the declared type
 * @param required whether the parameter must be sent
 * @param fields the fields of a structure; empty for every other type
 */
record IaiParameter(String name, Type type, boolean required, List<IaiParameter> fields) {

    /** The vendor's types. */
    enum Type {
        STRING,
        INTEGER,
        UNSIGNED,
        FLOAT,
        STRINGS,
        STRUCTURES
    }

    IaiParameter {
        fields = List.copyOf(fields);
    }

    static IaiParameter required(String name, Type type) {
        return new IaiParameter(name, type, true, List.of());
    }

    static IaiParameter optional(String name, Type type) {
        return new IaiParameter(name, type, false, List.of());
    }

    static IaiParameter structures(String name, boolean required, IaiParameter... fields) {
        return new IaiParameter(name, Type.STRUCTURES, required, List.of(fields));
    }
}
