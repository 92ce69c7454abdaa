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
 * What {@link ServiceLoader} finds for a service, with the entries that are broken kept as words instead of thrown: one broken
 * jar must not hide the others.
 *
 * @param found one object per class, in the order of the loaders
 * @param broken what could not be loaded, one sentence each
 */
record Discovery<T>(List<T> found, List<String> broken) {
    /** A loader that fails more often than this in one go is not making progress. */
    private static final int MOST_FAILURES = 100;

    Discovery {
        found = List.copyOf(found);
        broken = List.copyOf(broken);
    }

    /** Looks with this library's own loader and then with the other one. */
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
        String message = Keys.shown(String.valueOf(error.getMessage()));
        return cause == null ? message : message + " (" + cause.getClass().getName() + ")";
    }

    /** Returns an object's class and the jar or folder that it was loaded from. */
    static String whereabouts(Object object) {
        CodeSource source = object.getClass().getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return object.getClass().getName() + (location == null ? "" : " in " + location);
    }
}
