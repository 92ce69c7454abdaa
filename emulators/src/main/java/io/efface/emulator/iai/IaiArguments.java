package io.efface.emulator.iai;

import io.efface.emulator.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The action's own parameters in one call, checked against the parameters that the action declares. Immutable.
 *
 * <p>Errors have the common codes of IAI (page "Error Codes", cloud.tencent.com/document/api/867/45021): {@code MissingParameter}, {@code
 * MissingParameter.ErrorParameterEmpty}, {@code InvalidParameter} for a wrong type, and {@code UnknownParameter} for an undeclared
 * parameter.
 */
final class IaiArguments {
    /** No parameter of IAI needs more digits. Exponents are not allowed, because a short text could then mean a huge number. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private final Map<String, Object> values;

    private IaiArguments(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Checks and converts the parameters of a request.
     *
     * @param declared the parameters that the action declares
     * @param sent the parameters of the request: JSON values as {@link JsonText} reads them, or the texts of a form ({@link IaiForm#tree})
     * @param form whether {@code sent} comes from a form, in which numbers are texts and the elements of lists have names such as {@code
     *     A.0}
     * @throws IaiErrorException with one of the codes in the description of this class
     */
    static IaiArguments bind(List<IaiParameter> declared, Map<String, ? extends @Nullable Object> sent, boolean form) {
        Map<String, Object> values = new HashMap<>();
        Set<String> unknown = new LinkedHashSet<>(sent.keySet());
        for (IaiParameter parameter : declared) {
            unknown.remove(parameter.name());
            Object value = sent.get(parameter.name());
            if (value == null) {
                if (parameter.required()) {
                    throw new IaiErrorException("MissingParameter", parameter.name());
                }
                continue;
            }
            Object bound = bind(parameter, value, form);
            if (parameter.required() && (bound.equals("") || bound.equals(List.of()))) {
                throw new IaiErrorException("MissingParameter.ErrorParameterEmpty", parameter.name());
            }
            values.put(parameter.name(), bound);
        }
        if (!unknown.isEmpty()) {
            throw new IaiErrorException("UnknownParameter", unknown.iterator().next());
        }
        return new IaiArguments(values);
    }

    private static Object bind(IaiParameter parameter, Object value, boolean form) {
        return switch (parameter.type()) {
            case STRING -> text(parameter, value);
            case INTEGER -> whole(parameter, value, form);
            case UNSIGNED -> {
                Long number = whole(parameter, value, form);
                if (number < 0) {
                    throw invalid(parameter);
                }
                yield number;
            }
            case FLOAT -> number(parameter, value, form);
            case STRINGS ->
                elements(parameter, value, form).stream()
                        .map(element -> text(parameter, element))
                        .toList();
            case STRUCTURES ->
                elements(parameter, value, form).stream()
                        .map(element -> structure(parameter, element, form))
                        .toList();
        };
    }

    private static String text(IaiParameter parameter, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw invalid(parameter);
    }

    private static Long whole(IaiParameter parameter, Object value, boolean form) {
        try {
            return number(parameter, value, form).longValueExact();
        } catch (ArithmeticException e) {
            throw invalid(parameter);
        }
    }

    private static BigDecimal number(IaiParameter parameter, Object value, boolean form) {
        String digits = "";
        if (value instanceof JsonText.JsonNumber number) {
            digits = number.digits();
        } else if (form && value instanceof String text) {
            digits = text;
        }
        if (!NUMBER.matcher(digits).matches()) {
            throw invalid(parameter);
        }
        return new BigDecimal(digits);
    }

    private static List<@Nullable Object> elements(IaiParameter parameter, Object value, boolean form) {
        if (!form && value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (form && value instanceof Map<?, ?> indexed) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < indexed.size(); i++) {
                Object element = indexed.get(Integer.toString(i));
                if (element == null) {
                    throw invalid(parameter);
                }
                elements.add(element);
            }
            return elements;
        }
        throw invalid(parameter);
    }

    @SuppressWarnings("unchecked") // Both JsonText and IaiForm build maps with text keys only.
    private static IaiArguments structure(IaiParameter parameter, @Nullable Object value, boolean form) {
        if (value instanceof Map<?, ?> map) {
            return bind(parameter.fields(), (Map<String, @Nullable Object>) map, form);
        }
        throw invalid(parameter);
    }

    private static IaiErrorException invalid(IaiParameter parameter) {
        return new IaiErrorException("InvalidParameter", parameter.name());
    }

    /** Returns a required text. */
    String text(String name) {
        return optionalText(name).orElseThrow();
    }

    /** Returns a text, or empty if the parameter was not sent. */
    Optional<String> optionalText(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    /** Returns a whole number, or the given default if the parameter was not sent. */
    long whole(String name, long defaultValue) {
        return (Long) values.getOrDefault(name, defaultValue);
    }

    /** Returns any number, or the given default if the parameter was not sent. */
    BigDecimal number(String name, long defaultValue) {
        return (BigDecimal) values.getOrDefault(name, BigDecimal.valueOf(defaultValue));
    }

    /** Returns a list of texts, which is empty if the parameter was not sent. */
    List<String> texts(String name) {
        return list(name, String.class);
    }

    /** Returns a list of structures, which is empty if the parameter was not sent. */
    List<IaiArguments> structures(String name) {
        return list(name, IaiArguments.class);
    }

    private <T> List<T> list(String name, Class<T> type) {
        return ((List<?>) values.getOrDefault(name, List.of()))
                .stream().map(type::cast).toList();
    }
}
