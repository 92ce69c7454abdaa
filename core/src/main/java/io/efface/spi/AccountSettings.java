package io.efface.spi;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of one account, for the provider and the layers. The methods check the values and record every problem under its full key
 * instead of throwing an exception, so that all problems are reported together. References such as <code>${env:NAME}</code> are already
 * resolved. Not thread-safe; valid only while {@code configure} runs.
 */
public interface AccountSettings {
    /** Returns the account's name. */
    String account();

    /** Returns the text of a key, or empty if the key is not set. A blank value is rejected, and empty is returned. */
    Optional<String> text(String key);

    /** Returns the text of a required key. If the key is not set, a problem is recorded, and empty is returned. */
    Optional<String> required(String key);

    /** Returns a secret, or empty if the key is not set. */
    Optional<Secret> secret(String key);

    /**
     * Returns a supplier of a secret. The supplier is usable from any thread while the account is open. If the value refers to a file, each
     * {@code get} reads the file again. So if the secret in the file is replaced at run time, the next {@code get} returns the new secret.
     * If the file has become unusable, {@code get} throws {@link io.efface.FaceException} of kind {@code CONFIGURATION}; the exception does
     * not contain the secret. If the value refers to no file, {@code get} always returns the result of {@link #secret(String)}.
     *
     * @return the supplier, or empty if the key is not set or its current value is rejected
     */
    default Optional<Supplier<Secret>> source(String key) {
        return secret(key).map(value -> () -> value);
    }

    /** Returns whether the value of a key refers to a file, so that the result of {@link #source} may change at run time. */
    default boolean mayChange(String key) {
        return false;
    }

    /**
     * Returns a duration such as {@code 500ms}, {@code 5s} or {@code 2m}, or the default if the key is not set or its value is rejected.
     *
     * @param least the smallest allowed value
     * @param most the largest allowed value
     */
    Duration duration(String key, Duration defaultValue, Duration least, Duration most);

    /** Returns a whole number from {@code least} to {@code most}, or the default if the key is not set or its value is rejected. */
    long integer(String key, long defaultValue, long least, long most);

    /**
     * Returns the boolean value of a key, or the default if the key is not set or its value is rejected. The allowed values are
     * {@code true} and {@code false}, in upper or lower case.
     */
    boolean flag(String key, boolean defaultValue);

    /**
     * Returns the value to which {@code words} maps the configured word, or the default if the key is not set or its value is rejected. The
     * recorded problem lists the allowed words. The case of letters does not matter. {@code false} means {@code off} if {@code off} is an
     * allowed word.
     */
    <T> T choice(String key, Map<String, T> words, T defaultValue);

    /**
     * Returns an absolute URL without user, query and fragment, or empty if the key is not set or its value is rejected. The scheme is
     * {@code https}; {@code http} is allowed only for loopback addresses.
     */
    Optional<URI> url(String key);

    /** Returns a readable regular file, or empty if the key is not set or its value is rejected. */
    Optional<Path> file(String key);

    /** Returns the value of an environment variable, or empty if the variable is not set or blank. */
    Optional<String> environment(String name);

    /** Returns the user's home folder, which may contain the profile files of vendors. */
    Path home();

    /**
     * Records a problem.
     *
     * @param key the key whose value is wrong
     * @param problem a description of the error and of the allowed values; it must not contain a secret
     */
    void reject(String key, String problem);

    /** Returns whether a problem was recorded for this account. */
    boolean isRejected();

    /** Returns whether a problem was recorded for this key. A second problem of the same key need not be recorded. */
    boolean isRejected(String key);
}
