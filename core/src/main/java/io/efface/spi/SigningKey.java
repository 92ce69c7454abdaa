package io.efface.spi;

/**
 * Tells the layers about an account's key, found with {@code repository.unwrap(SigningKey.class)}; a provider need not have it.
 * Thread-safe.
 */
@FunctionalInterface
public interface SigningKey {
    /**
     * Returns whether the next request would be signed with another key than the one that the vendor refused last, because a file
     * with a secret was replaced, say. Sends nothing and does not wait; false if that cannot be told cheaply, or nothing was
     * refused. Throws nothing.
     */
    boolean isOtherThanRefused();
}
