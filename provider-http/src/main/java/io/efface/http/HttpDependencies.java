package io.efface.http;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.spi.OpenContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks that the libraries on the class path are recent enough: OkHttp, Okio, Retrofit, Moshi and Kotlin's standard library. An older
 * version that is first on the class path would fail during a call, possibly after the request was sent. Stateless and thread-safe; the
 * libraries are checked once for each class loader.
 *
 * <p>Source of the versions: the dependencies of Retrofit 3.0.0 and OkHttp 4.12, and the versions with which this project was tested.
 */
public final class HttpDependencies {
    private static final List<Dependency> NEEDED = List.of(
            new Dependency("OkHttp", "4.12.0", "okhttp3.OkHttpClient", "okhttp3.OkHttp", "VERSION"),
            new Dependency("Okio", "3.6.0", "okio.Buffer", "okio.FileHandle", null),
            new Dependency("Retrofit", "3.0.0", "retrofit2.Retrofit", "retrofit2.Reflection", null),
            new Dependency("Moshi", "1.15.0", "com.squareup.moshi.Moshi", "com.squareup.moshi.RecordJsonAdapter", null),
            new Dependency(
                    "Kotlin's standard library", "1.8.0", "kotlin.KotlinVersion", "kotlin.KotlinVersion", "CURRENT"));

    /** The problems in one line, or an empty text if there are none. */
    private static final String PROBLEMS = problems(HttpDependencies.class.getClassLoader());

    private HttpDependencies() {}

    /**
     * Checks the libraries on the class path. A provider calls this method when it reads the settings of an account, before it uses a
     * library.
     *
     * @param provider the name of the provider, for the error
     * @throws FaceException of kind {@code CONFIGURATION}, effect {@code NONE}, if a library is missing or too old; the detail names the
     *     library, the found version and the required version
     */
    public static void check(String provider) {
        if (!PROBLEMS.isEmpty()) {
            throw FaceException.of(Operation.OPEN, ErrorKind.CONFIGURATION)
                    .provider(provider)
                    .detail(PROBLEMS)
                    .build();
        }
    }

    static void check(String provider, OpenContext context) {
        if (!PROBLEMS.isEmpty()) {
            throw new CallLabel(Operation.OPEN, provider, context.account())
                    .error(ErrorKind.CONFIGURATION)
                    .detail(PROBLEMS)
                    .build();
        }
    }

    /** Returns the problems with the libraries that a class loader finds, or an empty text. */
    static String problems(ClassLoader loader) {
        return NEEDED.stream()
                .map(library -> library.problem(loader))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }
}
