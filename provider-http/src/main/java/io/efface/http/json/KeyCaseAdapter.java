package io.efface.http.json;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonDataException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Changes the case of the keys in a JSON value to the case of the record components. Thread-safe. */
final class KeyCaseAdapter {
    private final Map<Class<?>, Map<String, Key>> keys = new ConcurrentHashMap<>();

    /**
     * Returns the value with changed keys.
     *
     * @throws JsonDataException if two keys of a known component differ only in case
     */
    @Nullable Object adapted(@Nullable Object value, Type type) {
        if (value instanceof Map<?, ?> map && type instanceof Class<?> record && record.isRecord()) {
            return adaptedObject(map, record);
        }
        if (value instanceof List<?> list && type instanceof ParameterizedType generic && isList(generic)) {
            List<@Nullable Object> items = new ArrayList<>(list.size());
            list.forEach(item -> items.add(adapted(item, generic.getActualTypeArguments()[0])));
            return items;
        }
        return value;
    }

    private Map<String, @Nullable Object> adaptedObject(Map<?, ?> map, Class<?> record) {
        Map<String, Key> known = keys.computeIfAbsent(record, KeyCaseAdapter::keysOf);
        Map<String, @Nullable Object> adapted = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            Key key = known.get(lower(String.valueOf(name)));
            if (key == null) {
                return;
            }
            if (adapted.containsKey(key.name)) {
                throw new JsonDataException("two keys differ in case only");
            }
            adapted.put(key.name, adapted(value, key.type));
        });
        return adapted;
    }

    private static boolean isList(ParameterizedType type) {
        return type.getRawType() == List.class;
    }

    private static Map<String, Key> keysOf(Class<?> record) {
        Map<String, Key> found = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            Json renamed = component.getAnnotation(Json.class);
            String name =
                    renamed == null || renamed.name().equals(Json.UNSET_NAME) ? component.getName() : renamed.name();
            found.put(lower(name), new Key(name, component.getGenericType()));
        }
        return found;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private record Key(String name, Type type) {}
}
