package io.efface.guice;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;

/** The binding annotation of the accounts from a second configuration. */
@Qualifier @Retention(RUNTIME)
@interface Archive {}
