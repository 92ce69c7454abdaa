/** Accounts from a properties file, environment variables, a map or typed builders, opened behind stable handles. */
@NullMarked
package io.efface.config;

import org.jspecify.annotations.NullMarked;
