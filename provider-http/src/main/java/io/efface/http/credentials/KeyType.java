package io.efface.http.credentials;

import io.efface.spi.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The type of a vendor's access keys: their constructor, the names of their parts, and the files in which the vendor's own tools store
 * keys. Immutable and thread-safe.
 *
 * @param constructor constructor of a key
 * @param service the interface under which an application registers its own source of keys
 * @param settings the last parts of the settings' names, such as {@code access-key-id} for {@code credentials.access-key-id}; exactly one
 *     name for the token
 * @param variables the environment variables of the vendor's own tools; any number of names for the token
 * @param profiles finder of the files in which the vendor's tools store profiles
 * @param profileHelp short description of these files, for the description of the setting
 * @param <C> type of the vendor's keys
 */
public record KeyType<C extends AccessKey>(
        Constructor<C> constructor,
        Class<? extends CredentialsSource<C>> service,
        Names settings,
        Names variables,
        ProfileFinder<C> profiles,
        String profileHelp) {
    /** Rejects null. */
    public KeyType {
        Objects.requireNonNull(constructor, "constructor");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(variables, "variables");
        Objects.requireNonNull(profiles, "profiles");
        Objects.requireNonNull(profileHelp, "profileHelp");
    }

    /**
     * The names of the three parts of a key, for example as settings or as environment variables.
     *
     * @param id the name of the id
     * @param secret the name of the secret
     * @param tokens the names of the token
     */
    public record Names(String id, String secret, List<String> tokens) {
        /** Copies the list. */
        public Names {
            tokens = List.copyOf(tokens);
        }
    }

    /** Creates a key from its parts, usually the constructor of a subclass of {@link AccessKey}. */
    @FunctionalInterface
    public interface Constructor<C> {
        /**
         * Returns the key.
         *
         * @throws IllegalArgumentException under the conditions of {@link AccessKey#AccessKey}, or if the vendor has no keys with these
         *     parts, for example if the token of a temporary key is missing
         */
        C key(String id, Secret secret, @Nullable Secret token);
    }

    /** Finds the files in which the vendor's own tools store profiles. */
    @FunctionalInterface
    public interface ProfileFinder<C> {
        /**
         * Finds the files.
         *
         * @param name the name of the profile
         * @param home the user's home folder
         * @param environment function that returns an environment variable, or empty if it is not set; valid only during this call
         * @return a supplier that reads the files again on each call; it throws {@link InvalidProfileException} if a file cannot be read
         * @throws InvalidProfileException if an environment variable that names a file does not contain a path
         */
        Supplier<List<ProfileFile<C>>> find(String name, Path home, Function<String, Optional<String>> environment);

        /**
         * Returns the name of the default profile of the vendor's tools. Empty by default, so that the configuration must name a profile.
         *
         * @throws InvalidProfileException if the vendor's tools would use different profiles in this environment
         */
        default Optional<String> defaultName(Function<String, Optional<String>> environment) {
            return Optional.empty();
        }
    }
}
