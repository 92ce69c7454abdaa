package io.efface.emulator.rekognition;

import io.efface.emulator.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request. Immutable.
 *
 * <p>Sources of the rules: the pages of the actions (docs.aws.amazon.com/rekognition/latest/APIReference, read 2026-11), "Length
 * Constraints", "Pattern", "Valid Range". A parameter that breaks a rule is rejected with {@code InvalidParameterException}, as the pages
 * document.
 */
final class RekognitionArguments {
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");

    private final Map<String, @Nullable Object> values;

    private RekognitionArguments(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /**
     * Reads the parameters from a request body.
     *
     * @throws RekognitionErrorException {@code SerializationException} if the body is not a JSON object
     */
    static RekognitionArguments read(byte[] body) {
        try {
            return new RekognitionArguments(JsonText.readObject(body));
        } catch (IOException e) {
            throw new RekognitionErrorException("SerializationException");
        }
    }

    /** Returns the value of a parameter of any type, or null if the request does not have the parameter. */
    @Nullable Object raw(String name) {
        return values.get(name);
    }

    /** Returns a string parameter, or empty if the request does not have the parameter. */
    Optional<String> optionalText(String name) {
        return Optional.ofNullable(values.get(name)).map(value -> text(name, value));
    }

    /** Returns a required string parameter, which must have the given form and at most the given length. */
    String text(String name, Pattern form, int longest) {
        String text = optionalText(name).orElseThrow(() -> invalid(name));
        if (text.length() > longest || !form.matcher(text).matches()) {
            throw invalid(name);
        }
        return text;
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    /** Returns a required list of strings without duplicates. */
    List<String> texts(String name, int most) {
        if (!(values.get(name) instanceof List<?> list) || list.isEmpty() || list.size() > most) {
            throw invalid(name);
        }
        LinkedHashSet<String> texts = new LinkedHashSet<>();
        list.forEach(each -> texts.add(text(name, each)));
        return new ArrayList<>(texts);
    }

    /** Returns an integer parameter, or {@code otherwise} if the request does not have the parameter. */
    int whole(String name, int least, int most, int otherwise) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof JsonText.JsonNumber number)
                || !INTEGER.matcher(number.digits()).matches()) {
            throw new RekognitionErrorException("SerializationException");
        }
        int whole = Integer.parseInt(number.digits());
        if (whole < least || whole > most) {
            throw invalid(name);
        }
        return whole;
    }

    /** Returns all parameters except the named ones, for comparisons. */
    Map<String, @Nullable Object> without(String... names) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(values);
        List.of(names).forEach(rest::remove);
        return rest;
    }

    private static String text(String name, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value == null) {
            throw invalid(name);
        }
        throw new RekognitionErrorException("SerializationException");
    }

    /** Returns the rejection of an invalid parameter. */
    static RekognitionErrorException invalid(String name) {
        return new RekognitionErrorException(
                "InvalidParameterException", "1 validation error detected at '" + name + "'.");
    }
}
