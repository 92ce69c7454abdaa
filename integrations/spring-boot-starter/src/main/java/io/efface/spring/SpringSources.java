package io.efface.spring;

import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.spi.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Passes the property sources of an application to the builder of accounts. Keys and values are read as they are written, without Spring's
 * relaxed binding, because Efface's own parser reports unknown keys and resolves <code>${env:NAME}</code> and <code>${file:PATH}</code>.
 * Spring resolves all other placeholders.
 */
final class SpringSources {
    private static final String ROOT = "efface.";
    private static final String ACCOUNTS = "efface.accounts.";

    private static final String VARIABLES = "EFFACE_";

    /** The settings of the worker, which Spring binds. */
    private static final String WORKER = WorkerProperties.PREFIX + ".";

    private static final String WORKER_VARIABLES = "EFFACE_WORKER_";

    private static final List<String> GENERAL = List.of(
            "efface.default-account", "efface.keys", "efface.ledger", "efface.ledger.user", "efface.ledger.password");

    /** An empty map in YAML becomes a key with an empty value. */
    private static final String EMPTY_ACCOUNTS = "efface.accounts";

    /**
     * The beginning of a reference, perhaps with a backslash before the dollar sign. In applications without this module, the backslash
     * hides the reference from Spring.
     */
    private static final Pattern REFERENCE = Pattern.compile("\\\\?\\$\\{(?=(?:env|file):)");

    private static final String LITERAL = "$${";

    // A private-use character replaces the dollar sign. The brace stays, so that Spring finds the end of a
    // placeholder that contains a reference.
    private static final String HIDDEN_REFERENCE = "\uE000{";
    private static final String HIDDEN_LITERAL = "\uE001{";

    private final ConfigurableEnvironment environment;

    SpringSources(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** Returns a builder with all property sources of the application. The source with the highest precedence is the last. */
    FaceRepositoriesBuilder builder(@Nullable ClassLoader loader) {
        FaceRepositoriesBuilder builder = FaceRepositories.builder().allowIncomplete();
        if (loader != null) {
            builder.classLoader(loader);
        }
        List<PropertySource<?>> sources = new ArrayList<>();
        environment.getPropertySources().forEach(sources::add);
        Collections.reverse(sources);
        sources.forEach(source -> add(source, builder));
        return builder;
    }

    private void add(PropertySource<?> source, FaceRepositoriesBuilder builder) {
        if (source instanceof SystemEnvironmentPropertySource variables) {
            Map<String, String> texts = new HashMap<>();
            // The values of other variables are not needed, and may contain placeholders that Spring cannot resolve.
            variables.getSource().forEach((name, value) -> {
                String upper = name.toUpperCase(Locale.ROOT);
                if (!upper.startsWith(WORKER_VARIABLES)) {
                    texts.put(name, upper.startsWith(VARIABLES) ? resolved(String.valueOf(value)) : "");
                }
            });
            builder.configurationFromEnvironment(texts);
        } else if (source instanceof EnumerablePropertySource<?> enumerable) {
            Map<String, Object> values = new HashMap<>();
            for (String key : enumerable.getPropertyNames()) {
                // Other keys are passed without their values, so that a key with a misspelt "efface." is reported.
                Object value = key.startsWith(ROOT) ? enumerable.getProperty(key) : "";
                if (value != null && !isIgnored(source, key, value)) {
                    values.put(key, value instanceof CharSequence text ? text(text.toString()) : value);
                }
            }
            builder.map(values, key -> place(source, key));
        }
    }

    /** Spring binds the settings of the worker. System properties may begin with "efface." for other reasons, so only the keys of accounts and the general keys are read. */
    private static boolean isIgnored(PropertySource<?> source, String key, Object value) {
        if (key.startsWith(WORKER)) {
            return true;
        }
        boolean isSystemProperty = source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        return isSystemProperty
                ? !key.startsWith(ACCOUNTS) && !GENERAL.contains(key)
                : key.equals(EMPTY_ACCOUNTS) && value.equals("");
    }

    private static String place(PropertySource<?> source, String key) {
        Origin origin = OriginLookup.getOrigin(source, key);
        return origin == null ? "property source '" + source.getName() + "'" : origin.toString();
    }

    /**
     * Returns a value with Spring's placeholders resolved. A value that contained placeholders becomes a {@link Secret}, because Spring may
     * have inserted a secret.
     */
    private Object text(String value) {
        String hidden = hidden(value);
        String resolved = environment.resolvePlaceholders(hidden);
        return resolved.equals(hidden) ? shown(hidden) : new Secret(shown(resolved));
    }

    private String resolved(String value) {
        return shown(environment.resolvePlaceholders(hidden(value)));
    }

    /** Replaces the beginning of references, so that Spring does not read them as placeholders. */
    private static String hidden(String value) {
        return REFERENCE.matcher(value.replace(LITERAL, HIDDEN_LITERAL)).replaceAll(HIDDEN_REFERENCE);
    }

    private static String shown(String hidden) {
        return hidden.replace(HIDDEN_REFERENCE, "${").replace(HIDDEN_LITERAL, LITERAL);
    }
}
