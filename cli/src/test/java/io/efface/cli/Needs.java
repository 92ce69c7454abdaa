package io.efface.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Skips a test on a machine that lacks what the test needs. The property {@code efface.required-tools} is a list of tools, separated by
 * commas. Without a tool of this list, the test fails instead. {@code .ci/run} sets the property, so that no test is skipped unnoticed.
 */
final class Needs {
    private static final Set<String> REQUIRED = new HashSet<>(
            List.of(System.getProperty("efface.required-tools", "").split(",", -1)));

    private Needs() {}

    /**
     * Ends the test unless a tool is available.
     *
     * @param tool a name that {@code .ci/run} uses in the property
     * @param message what the test needs
     */
    static void tool(String tool, boolean isAvailable, String message) {
        check(REQUIRED.contains(tool), isAvailable, message);
    }

    static void check(boolean isRequired, boolean isAvailable, String message) {
        if (isRequired) {
            assertTrue(isAvailable, message);
        } else {
            assumeTrue(isAvailable, message);
        }
    }
}
