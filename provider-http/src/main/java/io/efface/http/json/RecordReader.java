package io.efface.http.json;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates records of one type from the objects of a {@link JsonTree}. Moshi would copy the tree for each record, and would search for the
 * constructor each time. This class itself reads components that are records, lists, texts or of type {@code Object}. Moshi reads
 * components of other types. Thread-safe.
 */
final class RecordReader {
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<Component> components = new ArrayList<>();
    private final MethodHandle constructor;
    private final Moshi moshi;
    private final Function<Class<?>, RecordReader> readers;
    private final boolean ignoresCase;

    /** Converts the value of a component. */
    private interface Component {
        /** @throws JsonDataException if the value has another form */
        @Nullable Object read(@Nullable Object value);
    }

    /**
     * Creates the reader of a public record.
     *
     * @param readers function that returns the readers of nested records
     * @param ignoresCase whether the case of keys is ignored
     * @throws IllegalArgumentException if the record is not public, or if Moshi does not know the type of a component
     */
    RecordReader(Class<?> record, Moshi moshi, Function<Class<?>, RecordReader> readers, boolean ignoresCase) {
        this.moshi = moshi;
        this.readers = readers;
        this.ignoresCase = ignoresCase;
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            positions.put(key(name(component)), components.size());
            components.add(component(component.getGenericType()));
            types.add(component.getType());
        }
        try {
            constructor = MethodHandles.publicLookup()
                    .findConstructor(record, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.size())
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String name(RecordComponent component) {
        Json renamed = component.getAnnotation(Json.class);
        return renamed == null || renamed.name().equals(Json.UNSET_NAME) ? component.getName() : renamed.name();
    }

    private String key(String name) {
        return ignoresCase ? name.toLowerCase(Locale.ROOT) : name;
    }

    private Component component(Type type) {
        if (type == Object.class) {
            return value -> value;
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return value -> value == null ? null : readers.apply(nested).read(value);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return listOf(component(generic.getActualTypeArguments()[0]));
        }
        JsonAdapter<Object> adapter = moshi.adapter(type);
        // A text needs no conversion. Moshi converts a text to a number.
        return value -> type == String.class && value instanceof String ? value : adapter.fromJsonValue(value);
    }

    private static Component listOf(Component item) {
        return value -> {
            if (value == null) {
                return null;
            }
            if (!(value instanceof List<?> values)) {
                throw new JsonDataException("not a list");
            }
            List<@Nullable Object> items = new ArrayList<>(values.size());
            values.forEach(each -> items.add(item.read(each)));
            return items;
        };
    }

    /**
     * Returns the record.
     *
     * @throws JsonDataException if the value is not an object, if two known keys differ only in case, or if a component has another form
     */
    Object read(Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            throw new JsonDataException("not an object");
        }
        @Nullable Object[] values = new @Nullable Object[components.size()];
        boolean[] found = new boolean[components.size()];
        object.forEach((name, member) -> {
            Integer position = positions.get(key(String.valueOf(name)));
            if (position == null) {
                return;
            }
            if (found[position]) {
                throw new JsonDataException("two keys differ in case only");
            }
            found[position] = true;
            values[position] = member;
        });
        for (int i = 0; i < values.length; i++) {
            values[i] = components.get(i).read(values[i]);
        }
        return create(values);
    }

    private Object create(@Nullable Object[] values) {
        try {
            return (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new JsonDataException("the constructor of the record failed", e);
        }
    }
}
