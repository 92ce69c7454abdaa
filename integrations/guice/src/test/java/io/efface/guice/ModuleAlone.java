package io.efface.guice;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.name.Names;
import io.efface.FaceRepository;
import io.efface.PersonId;
import java.util.Map;

/** A program that uses every binding of the module. The test runs it in a new JVM, without system properties that configure Guice. */
final class ModuleAlone {
    private ModuleAlone() {}

    public static void main(String[] arguments) {
        try (FaceRepositoryModule module = FaceRepositoryModule.of(Memory.accounts("a"))) {
            Injector injector = Guice.createInjector(module);
            PersonId person = PersonId.of("person-1");
            System.out.println(injector.getInstance(FaceRepository.class)
                    .deletePerson(person)
                    .outcome());
            System.out.println(injector.getInstance(Key.get(FaceRepository.class, Names.named("a")))
                    .deletePerson(person)
                    .outcome());
            System.out.println(injector.getInstance(Key.get(new TypeLiteral<Map<String, FaceRepository>>() {}))
                    .keySet());
        }
    }
}
