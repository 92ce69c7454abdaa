package io.efface.testkit;

import java.util.Objects;
import java.util.concurrent.Callable;

/** One repository to test: a provider with one variant of its vendor's behaviour, with or without layers. */
public interface ContractTarget {
    /** Returns the name of the target in reports, such as {@code aliyun raw, missing person as 500}. */
    String name();

    /**
     * Starts a vendor without people and a repository of this vendor, for one test.
     *
     * @throws Exception if an error occurs; the test then fails
     */
    ContractHarness start() throws Exception;

    /** Returns a target with a name. {@code start} starts its harness. */
    static ContractTarget of(String name, Callable<? extends ContractHarness> start) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(start, "start");
        return new ContractTarget() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ContractHarness start() throws Exception {
                return start.call();
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
