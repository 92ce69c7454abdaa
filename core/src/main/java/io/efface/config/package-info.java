/**
 * Opens accounts from a properties file, environment variables, a map or the builders of providers, and returns handles for the accounts.
 * This package finds providers and layers with {@link java.util.ServiceLoader}. It may use every package of core.
 */
@NullMarked
package io.efface.config;

import org.jspecify.annotations.NullMarked;
