package io.efface.spring;

import io.efface.FaceRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Explains a start that failed because an account is injected without a qualifier and no account is the default. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DefaultAccountFailureAnalyzer extends AbstractFailureAnalyzer<NoUniqueBeanDefinitionException> {
    private static final String KEY = "efface.default-account";

    private final Environment environment;

    /** Called by Spring Boot. */
    DefaultAccountFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoUniqueBeanDefinitionException cause) {
        if (cause.getBeanType() != FaceRepository.class || cause.getBeanNamesFound() == null) {
            return null;
        }
        String names = String.join(", ", cause.getBeanNamesFound()) + ".";
        if (environment.containsProperty(KEY)) {
            return new FailureAnalysis(
                    "A FaceRepository is injected without a qualifier, and " + KEY + " has no effect.",
                    "Add @Qualifier with the name of a bean. The beans are " + names + " " + KEY
                            + " has no effect on beans if the application defines beans of type FaceRepository or FaceRepositories, or"
                            + " if the value refers to a variable that only a FaceRepositoriesBuilderCustomizer supplies.",
                    cause);
        }
        return new FailureAnalysis(
                "A FaceRepository is injected without a qualifier, and there is no default account.",
                "Set " + KEY
                        + " to one of the accounts, or add @Qualifier with the name of an account. The accounts are "
                        + names,
                cause);
    }
}
