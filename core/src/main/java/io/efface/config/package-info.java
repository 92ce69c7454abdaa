/**
 * Opens accounts from a properties file, environment variables, a map or typed builders, and returns stable handles for them. It may use
 * every package of core, and finds providers and layers with {@link java.util.ServiceLoader}.
 */
@NullMarked
package io.efface.config;

import org.jspecify.annotations.NullMarked;
