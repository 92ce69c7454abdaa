package io.efface.spring;

import io.efface.config.FaceRepositoriesBuilder;

/**
 * Changes the builder of the accounts before the accounts are opened, for example to add an HTTP client or an account that is built in code.
 * Every bean of this type is called once, in the order of its {@code @Order}.
 */
@FunctionalInterface
public interface FaceRepositoriesBuilderCustomizer {
    /** Changes the builder, which already has the sources of the application's configuration. */
    void customize(FaceRepositoriesBuilder builder);
}
