package io.efface.testkit.broken;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the tests of the contract that a broken provider must fail. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface MustFail {
    String[] value();
}
