package io.efface.spring;

import io.efface.micrometer.CallObservationConvention;
import io.efface.micrometer.EffaceObservations;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Observes the calls of all accounts with the application's {@link ObservationRegistry}. */
@AutoConfiguration(
        before = EffaceAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass({EffaceObservations.class, ObservationRegistry.class})
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnProperty(name = "management.observations.enable.efface", matchIfMissing = true)
final class ObservationsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    EffaceObservations effaceObservations(
            ObservationRegistry registry, ObjectProvider<CallObservationConvention> conventions) {
        CallObservationConvention convention = conventions.getIfUnique();
        return convention == null ? EffaceObservations.of(registry) : EffaceObservations.of(registry, convention);
    }
}
