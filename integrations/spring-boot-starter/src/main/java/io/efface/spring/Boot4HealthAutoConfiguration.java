package io.efface.spring;

import io.efface.config.FaceRepositories;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health indicator of Spring Boot 4. */
@AutoConfiguration(after = EffaceAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(FaceRepositories.class)
@ConditionalOnEnabledHealthIndicator(AccountsHealth.NAME)
final class Boot4HealthAutoConfiguration {
    @Bean(AccountsHealth.BEAN)
    @ConditionalOnMissingBean(name = AccountsHealth.BEAN)
    HealthIndicator effaceHealthIndicator(FaceRepositories accounts) {
        AccountsHealth health = new AccountsHealth(accounts);
        return () -> {
            AccountsHealth.Result result = health.check();
            Health.Builder builder = result.responding() ? Health.up() : Health.down();
            return builder.withDetails(result.details()).build();
        };
    }
}
