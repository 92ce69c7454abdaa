package io.efface.spi;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One account's settings as a provider reads them: typed, with every problem recorded under its full key and none thrown, so
 * that all of them are reported at once. References such as <code>${env:NAME}</code> are already resolved. Not thread-safe; valid only while
 * {@code configure} runs.
 */
public interface AccountSettings {
    /** Returns the account's name. */
    String account();

    /** Returns the text of a key, or empty if it is not set. A blank value is rejected and counts as not set. */
    Optional<String> text(String key);

    /** Returns the text of a key; if it is not set, that is a problem, and empty is returned. */
    Optional<String> required(String key);

    /** Returns a secret, or empty if it is not set. */
    Optional<Secret> secret(String key);

    /**
     * Returns a value as a source that stays usable, from any thread, while the account is open. Where the value refers to a file,
     * each {@code get} reads the file anew, so that a secret that is replaced at run time counts from the next call on; elsewhere
     * it gives what {@link #secret(String)} gives. A {@code get} throws {@link io.efface.FaceException} of kind
     * {@code CONFIGURATION}, without the value, if the file has become unusable.
     *
     * @return empty if the key is not set, or its value of now is rejected
     */
    default Optional<Supplier<Secret>> source(String key) {
        return secret(key).map(value -> () -> value);
    }

    /**
     * Returns a duration such as {@code 500ms}, {@code 5s} or {@code 2m}, or the default if it is not set or rejected.
     *
     * @param least smallest allowed value, inclusive
     * @param most largest allowed value, inclusive
     */
    Duration duration(String key, Duration defaultValue, Duration least, Duration most);

    /** Returns a whole number within inclusive bounds, or the default if it is not set or rejected. */
    long integer(String key, long defaultValue, long least, long most);

    /** Returns {@code true} or {@code false}, in capitals or not, or the default if it is not set or rejected. */
    boolean flag(String key, boolean defaultValue);

    /**
     * Returns the value that a word stands for, or the default if it is not set or rejected; the problem lists the words. Capitals do not
     * count, and {@code false} means the word {@code off} where that is one of the words.
     */
    <T> T choice(String key, Map<String, T> words, T defaultValue);

    /** Returns an absolute {@code http} or {@code https} URL without user, query and fragment, or empty. Plain {@code http} is
     * allowed to loopback only. */
    Optional<URI> url(String key);

    /** Returns a readable regular file, or empty if it is not set or rejected. */
    Optional<Path> file(String key);

    /** Returns an environment variable, or empty if it is not set or blank. */
    Optional<String> environment(String name);

    /** Returns the user's home folder, where vendors' profile files lie. */
    Path home();

    /**
     * Records a problem.
     *
     * @param key the key it is about
     * @param problem what is wrong and what is allowed; never a secret value
     */
    void reject(String key, String problem);

    /** Returns whether a problem was recorded for this account. */
    boolean isRejected();

    /** Returns whether a problem was recorded for this key, so that a second one would only repeat it. */
    boolean isRejected(String key);
}
