package io.efface.guice;

import com.google.inject.Guice;
import io.efface.FaceRepository;
import jakarta.inject.Inject;

/** A program in which Guice calls a constructor, for which some JDKs print a warning about Guice. The test runs it in a new JVM. */
public final class InjectedConstructor {
    private final FaceRepository account;

    @Inject
    InjectedConstructor(FaceRepository account) {
        this.account = account;
    }

    public static void main(String[] arguments) {
        try (FaceRepositoryModule module = FaceRepositoryModule.of(Memory.accounts("a"))) {
            System.out.println(Guice.createInjector(module).getInstance(InjectedConstructor.class).account);
        }
    }
}
