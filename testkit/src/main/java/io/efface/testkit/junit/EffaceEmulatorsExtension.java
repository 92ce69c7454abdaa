package io.efface.testkit.junit;

import io.efface.FaceRepository;
import io.efface.config.FaceRepositories;
import io.efface.emulator.service.EmulatedService;
import io.efface.spi.FaceRepositoryProvider;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** The extension of {@link EffaceEmulators}. It has no state; the emulators of a test are in the store of the test's context. */
final class EffaceEmulatorsExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(EffaceEmulatorsExtension.class);

    /** Called by JUnit. */
    EffaceEmulatorsExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        Optional<EffaceEmulators> annotation = annotation(context);
        List<EmulatedService> services = services(
                annotation.map(EffaceEmulators::value).map(Arrays::asList).orElse(List.of()), providers());
        boolean realTime = annotation.map(EffaceEmulators::realTime).orElse(false);
        context.getStore(NAMESPACE).put(EmulatedAccounts.class, EmulatedAccounts.start(services, realTime));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        EmulatedAccounts started = context.getStore(NAMESPACE).remove(EmulatedAccounts.class, EmulatedAccounts.class);
        if (started != null) {
            started.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return !(parameter.getDeclaringExecutable() instanceof Constructor)
                && (Stream.of(FaceRepositories.class, FaceRepository.class, EmulatedAccounts.class)
                                .anyMatch(type::equals)
                        || serviceOf(type).isPresent());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        EmulatedAccounts started = context.getStore(NAMESPACE).get(EmulatedAccounts.class, EmulatedAccounts.class);
        Class<?> type = parameter.getParameter().getType();
        if (started == null) {
            throw new ParameterResolutionException("the emulators run only during a test method; a parameter of type "
                    + type.getSimpleName() + " is possible in a test method and in methods with @BeforeEach and"
                    + " @AfterEach");
        }
        if (type == FaceRepositories.class) {
            return started.repositories();
        }
        if (type == FaceRepository.class) {
            return started.repositories().defaultRepository();
        }
        if (type == EmulatedAccounts.class) {
            return started;
        }
        return started.emulator(type).orElseThrow(() -> notStarted(serviceOf(type), started));
    }

    /**
     * Returns the services to start.
     *
     * @param named the services that the annotation names; empty for all
     * @param providers the names of the providers on the class path
     * @throws ExtensionConfigurationException if the provider of a named service is missing, or if there is no service to start
     */
    static List<EmulatedService> services(List<EmulatedService> named, Set<String> providers) {
        for (EmulatedService service : named) {
            if (!providers.contains(service.provider())) {
                throw new ExtensionConfigurationException(
                        "@EffaceEmulators names " + service + ", but the provider '" + service.provider()
                                + "' is not on the class path; add " + artifact(service) + " to the tests");
            }
        }
        List<EmulatedService> services = (named.isEmpty() ? Arrays.stream(EmulatedService.values()) : named.stream())
                .distinct()
                .filter(service -> providers.contains(service.provider()))
                .toList();
        if (services.isEmpty()) {
            throw new ExtensionConfigurationException(
                    "@EffaceEmulators starts no emulator, because no provider of an emulated service is on the class"
                            + " path; add at least one of "
                            + Arrays.stream(EmulatedService.values())
                                    .map(EffaceEmulatorsExtension::artifact)
                                    .collect(Collectors.joining(", "))
                            + " to the tests");
        }
        return services;
    }

    private static ParameterResolutionException notStarted(Optional<EmulatedService> wanted, EmulatedAccounts started) {
        EmulatedService service = wanted.orElseThrow();
        return new ParameterResolutionException("the emulator " + service + " is not started; @EffaceEmulators started "
                + started.namesText() + ". "
                + (providers().contains(service.provider())
                        ? "Add " + service + " to the annotation"
                        : "Add " + artifact(service) + " to the tests, because the provider '" + service.provider()
                                + "' is not on the class path"));
    }

    private static String artifact(EmulatedService service) {
        return "io.efface:efface-provider-" + service.provider();
    }

    private static Optional<EmulatedService> serviceOf(Class<?> type) {
        return Arrays.stream(EmulatedService.values())
                .filter(service -> service.emulatorType() == type)
                .findFirst();
    }

    /** Returns the annotation of the method, or else of the nearest class around it. */
    private static Optional<EffaceEmulators> annotation(ExtensionContext context) {
        return Stream.iterate(
                        Optional.of(context), Optional::isPresent, each -> each.flatMap(ExtensionContext::getParent))
                .flatMap(Optional::stream)
                .map(each -> AnnotationSupport.findAnnotation(each.getElement(), EffaceEmulators.class))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns the names of the providers that accounts can use, see {@link FaceRepositories#builder()}. */
    private static Set<String> providers() {
        return Stream.of(
                        Optional.ofNullable(FaceRepositoryProvider.class.getClassLoader()),
                        Optional.ofNullable(Thread.currentThread().getContextClassLoader()))
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(EffaceEmulatorsExtension::names)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> names(ClassLoader loader) {
        return ServiceLoader.load(FaceRepositoryProvider.class, loader).stream()
                .map(provider -> provider.get().name());
    }
}
