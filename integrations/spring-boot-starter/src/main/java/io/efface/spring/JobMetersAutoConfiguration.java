package io.efface.spring;

import io.efface.config.FaceRepositories;
import io.efface.erasure.Erasure;
import io.efface.erasure.LedgerAddress;
import io.efface.micrometer.JobMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Registers the gauges of the jobs with the application's {@link MeterRegistry}, unless the application defines its own ledger, or opens
 * accounts without {@code efface.ledger}. The gauges only read the ledger, so they do not lock it.
 */
@AutoConfiguration(
        after = ErasureAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({JobMeters.class, MeterRegistry.class, Erasure.class})
@ConditionalOnBean(value = MeterRegistry.class, name = ErasureAutoConfiguration.LEDGER_BEAN)
final class JobMetersAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    @Nullable JobMeters effaceJobMeters(
            MeterRegistry registry, FaceRepositories accounts, ObjectProvider<LedgerAddress> defined) {
        return ErasureAutoConfiguration.find(accounts, defined)
                .map(ledger -> JobMeters.bind(registry, ledger))
                .orElse(null);
    }
}
