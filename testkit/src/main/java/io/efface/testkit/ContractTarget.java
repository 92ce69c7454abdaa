package io.efface.testkit;

import java.util.Objects;
import java.util.concurrent.Callable;

/** One repository to test: a provider in one variant of its vendor's behaviour, primitive or opened. */
public interface ContractTarget {
    /** Returns the name shown in reports, such as {@code aliyun raw, missing person as 500}. */
    String name();

    /**
     * Sets everything up for one test: a vendor without people, and a repository in front of it.
     *
     * @throws Exception whatever goes wrong; the test fails with it
     */
    ContractHarness start() throws Exception;

    /** Returns a target of the given name that is set up by {@code start}. */
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
