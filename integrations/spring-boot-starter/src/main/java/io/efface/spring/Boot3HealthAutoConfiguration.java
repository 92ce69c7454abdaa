package io.efface.spring;

import io.efface.config.FaceRepositories;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The health indicators of Spring Boot 3. */
@AutoConfiguration(after = {EffaceAutoConfiguration.class, WorkerAutoConfiguration.class})
@ConditionalOnClass(HealthIndicator.class)
final class Boot3HealthAutoConfiguration {
    @Bean(AccountsHealth.BEAN)
    @ConditionalOnBean(FaceRepositories.class)
    @ConditionalOnEnabledHealthIndicator(AccountsHealth.NAME)
    @ConditionalOnMissingBean(name = AccountsHealth.BEAN)
    HealthIndicator effaceHealthIndicator(FaceRepositories accounts) {
        AccountsHealth health = new AccountsHealth(accounts);
        return () -> {
            AccountsHealth.Result result = health.check();
            Health.Builder builder = result.responding() ? Health.up() : Health.down();
            return builder.withDetails(result.details()).build();
        };
    }

    @Bean(WorkerState.HEALTH_BEAN)
    @ConditionalOnBean(WorkerState.class)
    @ConditionalOnEnabledHealthIndicator(WorkerState.HEALTH)
    @ConditionalOnMissingBean(name = WorkerState.HEALTH_BEAN)
    HealthIndicator effaceWorkerHealthIndicator(WorkerState worker) {
        return () -> {
            Health.Builder builder = worker.isHealthy() ? Health.up() : Health.down();
            return builder.withDetails(worker.details()).build();
        };
    }
}
