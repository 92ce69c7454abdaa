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
 * A vendor's kind of access key: how it is made, how its parts are called, and where the vendor's own tools store it. Immutable and
 * thread-safe.
 *
 * @param constructor makes a key
 * @param service the interface under which an application registers its own source of keys
 * @param settings the last words of the settings, such as {@code access-key-id} for {@code credentials.access-key-id}; one token
 * @param variables the environment variables of the vendor's own tools; any number of variables for the token
 * @param profiles finds the vendor's own files of profiles
 * @param profileHelp the files of profiles in a few words, for the meaning of the setting
 * @param <C> the vendor's keys
 */
public record KeyType<C extends AccessKey>(
        Constructor<C> constructor,
        Class<? extends CredentialsSource<C>> service,
        Names settings,
        Names variables,
        ProfileFinder<C> profiles,
        String profileHelp) {
    /** Checks that nothing is null. */
    public KeyType {
        Objects.requireNonNull(constructor, "constructor");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(variables, "variables");
        Objects.requireNonNull(profiles, "profiles");
        Objects.requireNonNull(profileHelp, "profileHelp");
    }

    /**
     * How the three parts of a key are called in one place.
     *
     * @param id the name of the id
     * @param secret the name of the secret
     * @param tokens the names of the token, where it may have several
     */
    public record Names(String id, String secret, List<String> tokens) {
        /** Copies the list. */
        public Names {
            tokens = List.copyOf(tokens);
        }
    }

    /** Makes a key of its parts; the constructor of a subclass of {@link AccessKey}. */
    @FunctionalInterface
    public interface Constructor<C> {
        /**
         * Returns the key.
         *
         * @throws IllegalArgumentException as {@link AccessKey#AccessKey}, or if the vendor has no such key
         */
        C key(String id, Secret secret, @Nullable Secret token);
    }

    /** Finds the files in which the vendor's own tools store profiles. */
    @FunctionalInterface
    public interface ProfileFinder<C> {
        /**
         * Looks for the files.
         *
         * @param name the profile that is looked for
         * @param home the user's home folder
         * @param environment returns an environment variable, or empty if it is not set; valid during this call only
         * @return reads the files anew each time; throws {@link InvalidProfileException} if a file cannot be read
         * @throws InvalidProfileException if a variable that names a file does not hold a path
         */
        Supplier<List<ProfileFile<C>>> find(String name, Path home, Function<String, Optional<String>> environment);

        /**
         * Returns the profile that the vendor's tools read if none is named; empty unless overridden, so that a profile must be named.
         *
         * @throws InvalidProfileException if the environment does not say which one all of the vendor's tools read
         */
        default Optional<String> defaultName(Function<String, Optional<String>> environment) {
            return Optional.empty();
        }
    }
}
