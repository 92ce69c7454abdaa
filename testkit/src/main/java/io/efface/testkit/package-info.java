/**
 * What a provider is tested with: {@link io.efface.testkit.FaceRepositoryContract}, a JUnit 5 suite to extend, and the words it
 * uses.
 */
@NullMarked
package io.efface.testkit;

import org.jspecify.annotations.NullMarked;
