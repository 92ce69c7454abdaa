package io.efface.spring;

import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import io.efface.interceptor.CallInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/** Opens the accounts of the configuration, if the application does not define a bean of type {@link FaceRepositories} itself. */
@AutoConfiguration
@ConditionalOnMissingBean(FaceRepositories.class)
@Import(AccountBeans.class)
final class EffaceAutoConfiguration {
    static final String FACE_REPOSITORIES = "faceRepositories";
    private static final String ERASURE = "io.efface.erasure.Erasure";

    @Bean(name = FACE_REPOSITORIES)
    FaceRepositories faceRepositories(
            ConfigurableEnvironment environment,
            ApplicationContext context,
            ObjectProvider<CallInterceptor> interceptors,
            ObjectProvider<FaceRepositoriesBuilderCustomizer> customizers) {
        FaceRepositoriesBuilder builder = new SpringSources(environment).builder(context.getClassLoader());
        interceptors.orderedStream().forEach(builder::interceptor);
        if (ClassUtils.isPresent(ERASURE, getClass().getClassLoader())) {
            SharedQuota.share(builder, context);
        }
        customizers.orderedStream().forEach(each -> each.customize(builder));
        return builder.open();
    }

    /** Changes the accounts at run time when Spring Cloud reports changed properties. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(EnvironmentChangeEvent.class)
    static final class Refresh {
        @Bean
        ApplicationListener<EnvironmentChangeEvent> effaceAccountsRefresh(
                FaceRepositories accounts, ConfigurableEnvironment environment, ApplicationContext context) {
            AccountsRefresh refresh =
                    new AccountsRefresh(accounts, new SpringSources(environment), context.getClassLoader(), context);
            return event -> refresh.run();
        }
    }
}
