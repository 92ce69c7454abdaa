package io.efface.config;

import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The implementations of a service that {@link ServiceLoader} finds. If an entry cannot be loaded, the error is not thrown. Instead, a
 * description of the error is kept, so a broken jar does not hide the other implementations.
 *
 * @param found one object of each implementing class, in the order of the class loaders
 * @param broken descriptions of the entries that could not be loaded, one sentence each
 */
record Discovery<T>(List<T> found, List<String> broken) {
    /** The number of failures after which a search ends, because a broken loader may fail for ever. */
    private static final int MOST_FAILURES = 100;

    Discovery {
        found = List.copyOf(found);
        broken = List.copyOf(broken);
    }

    /** Searches with the class loader of this library, and then with the class loader {@code other} if it is not null. */
    static <T> Discovery<T> of(Class<T> service, @Nullable ClassLoader other) {
        List<T> found = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        Set<Class<?>> seen = new HashSet<>();
        ClassLoader own = Discovery.class.getClassLoader();
        collect(ServiceLoader.load(service, own), seen, found, broken);
        if (other != null && other != own) {
            collect(ServiceLoader.load(service, other), seen, found, broken);
        }
        return new Discovery<>(found, broken.stream().distinct().toList());
    }

    private static <T> void collect(ServiceLoader<T> loader, Set<Class<?>> seen, List<T> found, List<String> broken) {
        Iterator<ServiceLoader.Provider<T>> entries = loader.stream().iterator();
        int failures = 0;
        while (failures < MOST_FAILURES) {
            try {
                if (!entries.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<T> entry = entries.next();
                if (seen.add(entry.type())) {
                    found.add(entry.get());
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                broken.add(described(e));
            }
        }
    }

    private static String described(Error error) {
        Throwable cause = error.getCause();
        String message = Keys.printable(String.valueOf(error.getMessage()));
        return cause == null ? message : message + " (" + cause.getClass().getName() + ")";
    }

    /** Returns the class of an object and the jar or folder of the class. */
    static String whereabouts(Object object) {
        CodeSource source = object.getClass().getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return object.getClass().getName() + (location == null ? "" : " in " + location);
    }
}
