package io.efface.spring;

import io.efface.erasure.worker.WorkerOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the application's worker.
 *
 * @param enabled whether the application has a worker
 * @param name the name of the worker, or null for the name of the host and the id of the process
 * @param accountRuns the highest number of account runs at the same time
 * @param verifyAfter the time after which jobs are verified, or null if workers verify no jobs
 * @param purgeAfter the time after which scrubbed jobs are removed, or null if workers remove no jobs
 */
@ConfigurationProperties(prefix = WorkerProperties.PREFIX, ignoreUnknownFields = false)
record WorkerProperties(
        @DefaultValue("false") boolean enabled,
        @Nullable String name,

        @DefaultValue("" + WorkerOptions.DEFAULT_ACCOUNT_RUNS)
        int accountRuns,

        @Nullable Duration verifyAfter,
        @Nullable Duration purgeAfter) {
    static final String PREFIX = "efface.worker";

    WorkerOptions options() {
        WorkerOptions.Builder builder = WorkerOptions.builder(name == null ? WorkerOptions.defaultName() : name)
                .accountRuns(accountRuns);
        if (verifyAfter != null) {
            builder.verifyAfter(verifyAfter);
        }
        if (purgeAfter != null) {
            builder.purgeAfter(purgeAfter);
        }
        return builder.build();
    }
}
