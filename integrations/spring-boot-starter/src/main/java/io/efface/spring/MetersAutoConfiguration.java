package io.efface.spring;

import io.efface.config.FaceRepositories;
import io.efface.micrometer.EffaceMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

/** Registers the gauges of all accounts with the application's {@link MeterRegistry}. */
@AutoConfiguration(
        after = EffaceAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({EffaceMeters.class, MeterRegistry.class})
@ConditionalOnBean({MeterRegistry.class, FaceRepositories.class})
final class MetersAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    EffaceMeters effaceMeters(MeterRegistry registry, FaceRepositories accounts) {
        return EffaceMeters.bind(registry, accounts);
    }

    @Bean
    MetersRefresh effaceMetersRefresh(EffaceMeters meters) {
        return new MetersRefresh(meters);
    }

    /** Adds and removes gauges after accounts were added, replaced or removed. */
    record MetersRefresh(EffaceMeters meters) {
        @EventListener(AccountsRefresh.AccountsChanged.class)
        void refresh() {
            meters.refresh();
        }
    }
}
