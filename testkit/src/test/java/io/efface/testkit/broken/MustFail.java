package io.efface.testkit.broken;

import io.efface.Operation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the tests of the contract that a broken provider must fail. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface MustFail {
    String[] value();

    /** The values of {@link BrokenContract#operation()}. The provider must fail the tests with each of them. */
    Operation[] in() default Operation.DELETE_PERSON;
}
