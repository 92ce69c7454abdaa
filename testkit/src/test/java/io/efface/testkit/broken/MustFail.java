package io.efface.testkit.broken;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The contract tests that must catch a broken provider. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface MustFail {
    String[] value();
}
