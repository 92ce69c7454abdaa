package io.efface.spring;

import io.efface.FaceRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Explains a start that failed because an account is injected without a qualifier and there is no default account. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DefaultAccountFailureAnalyzer extends AbstractFailureAnalyzer<NoUniqueBeanDefinitionException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoUniqueBeanDefinitionException cause) {
        if (cause.getBeanType() != FaceRepository.class || cause.getBeanNamesFound() == null) {
            return null;
        }
        return new FailureAnalysis(
                "A FaceRepository is injected without a qualifier, and there is no default account.",
                "Set efface.default-account to one of the accounts, or add @Qualifier with the name of an account. The accounts are "
                        + String.join(", ", cause.getBeanNamesFound()) + ".",
                cause);
    }
}
