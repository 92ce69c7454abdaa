package io.efface.guice;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;

/** Marks the second configuration. */
@Qualifier @Retention(RUNTIME)
@interface Archive {}
