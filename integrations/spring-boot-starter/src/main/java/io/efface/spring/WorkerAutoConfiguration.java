package io.efface.spring;

import io.efface.erasure.Erasure;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.worker.ErasureWorker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts a worker with the application, if {@code efface.worker.enabled} is true. */
@AutoConfiguration(after = ErasureAutoConfiguration.class)
@ConditionalOnClass(ErasureWorker.class)
@ConditionalOnProperty(WorkerProperties.PREFIX + ".enabled")
@EnableConfigurationProperties(WorkerProperties.class)
final class WorkerAutoConfiguration {
    static final String GAUGE = "efface.worker.account.runs";

    @Bean
    @ConditionalOnMissingBean
    WorkerLifecycle effaceWorker(ObjectProvider<Erasure> erasure, WorkerProperties properties) {
        Erasure found = erasure.getIfAvailable();
        if (found == null) {
            throw new ErasureException(
                    Reason.INPUT,
                    WorkerProperties.PREFIX + ".enabled is true, but the application has no ledger; set "
                            + ErasureAutoConfiguration.LEDGER + ", or define a bean of type LedgerAddress");
        }
        return new WorkerLifecycle(found, properties.options());
    }

    /** Counts the account runs on which the worker works. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static final class Meters {
        @Bean
        MeterBinder effaceWorkerMeters(WorkerState worker) {
            return registry -> Gauge.builder(GAUGE, worker, WorkerState::activeAccountRuns)
                    .description("Account runs on which the worker of this process works")
                    .register(registry);
        }
    }
}
