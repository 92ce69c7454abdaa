package io.efface.spring;

import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.config.FaceRepositories;
import io.efface.config.FaceRepositoriesBuilder;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Defines a bean of type {@link FaceRepository} for each configured account and for the default account, which may be built in code. The
 * name of the bean is the name of the account. The bean is created when it is first needed. So an account that the application does not use
 * needs no credentials.
 */
final class AccountBeans implements ImportBeanDefinitionRegistrar {
    private final ConfigurableEnvironment environment;
    private final ListableBeanFactory beans;
    private final @Nullable ClassLoader loader;

    /** Called by Spring. */
    AccountBeans(Environment environment, BeanFactory beans, @Nullable ClassLoader loader) {
        this.environment = (ConfigurableEnvironment) environment;
        this.beans = (ListableBeanFactory) beans;
        this.loader = loader;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        FaceRepositoriesBuilder builder = new SpringSources(environment).builder(loader);
        Set<String> names;
        String named;
        try {
            names = new TreeSet<>(builder.readAccounts().keySet());
            named = defaultAccount(builder);
        } catch (FaceException e) {
            // This call throws an exception with all problems of the configuration.
            builder.open().close();
            throw e;
        }
        if (!named.isEmpty()) {
            // A customizer may build this account in code. If the account does not exist, its bean reports the problem.
            names.add(named);
        }
        boolean replaced = isBean(FaceRepository.class);
        for (String name : names) {
            if (registry.containsBeanDefinition(name)) {
                checkReplacement(name);
            } else {
                boolean isDefault = named.isEmpty() ? names.size() == 1 : name.equals(named);
                registry.registerBeanDefinition(name, definition(name, isDefault && !replaced));
            }
        }
    }

    private boolean isBean(Class<?> type) {
        return beans.getBeanNamesForType(type, true, false).length > 0;
    }

    /** Returns the name of the default account, or an empty text if there is no name, or if only a customizer can resolve the name. */
    private String defaultAccount(FaceRepositoriesBuilder builder) {
        try {
            return builder.readDefaultAccount().orElse("");
        } catch (FaceException e) {
            if (isBean(FaceRepositoriesBuilderCustomizer.class)) {
                return "";
            }
            throw e;
        }
    }

    private void checkReplacement(String name) {
        if (!beans.isTypeMatch(name, FaceRepository.class)) {
            throw new IllegalStateException("the account '" + name
                    + "' has the name of a bean of another type; rename the account or the bean");
        }
    }

    private BeanDefinition definition(String name, boolean isDefault) {
        RootBeanDefinition definition = new RootBeanDefinition(
                FaceRepository.class,
                () -> beans.getBean(FaceRepositories.class).get(name));
        definition.setPrimary(isDefault);
        // Spring prefers a bean of the application to this bean.
        definition.setFallback(true);
        definition.setLazyInit(true);
        // The accounts are closed after the beans that use this bean.
        definition.setDependsOn(EffaceAutoConfiguration.FACE_REPOSITORIES);
        definition.setResourceDescription("account '" + name + "' of the configuration");
        return definition;
    }
}
