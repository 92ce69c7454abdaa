package io.efface.spring;

import java.util.Map;
import java.util.Optional;

/** The state of the application's worker, for health and metrics. Has no types of {@code efface-erasure}, which may be missing. */
interface WorkerState {
    /** The bean of the health indicator; Spring Boot shows the part before "HealthIndicator". */
    String HEALTH_BEAN = "effaceWorkerHealthIndicator";

    /** The name of the indicator in {@code management.health.efface-worker.enabled}. */
    String HEALTH = "efface-worker";

    /** Returns whether the worker has started and is not stopped. */
    boolean isRunning();

    /** Returns the name of the worker. */
    String name();

    /** Returns the number of account runs on which the worker works now. */
    int activeAccountRuns();

    /** Returns the reason of the error of the last attempt to read the ledger, or empty. */
    Optional<String> problem();

    /** Returns whether the worker runs and can read the ledger. */
    default boolean isHealthy() {
        return isRunning() && problem().isEmpty();
    }

    /** Returns the details of the health. */
    default Map<String, Object> details() {
        return problem()
                .<Map<String, Object>>map(
                        reason -> Map.of("name", name(), "accountRuns", activeAccountRuns(), "problem", reason))
                .orElseGet(() -> Map.of("name", name(), "accountRuns", activeAccountRuns()));
    }
}
