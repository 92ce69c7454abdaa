package io.efface.testkit.report;

import java.util.Objects;

/**
 * One run of a case of the contract. Immutable.
 *
 * @param testCase the name of the test method
 * @param target the name of the target
 * @param value the operation and the fault of the run, or an empty text if the case has neither
 */
public record ContractRun(String testCase, String target, String value) {
    /**
     * Checks the values.
     *
     * @throws NullPointerException if a value is null
     */
    public ContractRun {
        Objects.requireNonNull(testCase, "testCase");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(value, "value");
    }

    /** Returns the target and the value, as in the display name of the test. */
    public String name() {
        return value.isEmpty() ? target : target + ", " + value;
    }
}
