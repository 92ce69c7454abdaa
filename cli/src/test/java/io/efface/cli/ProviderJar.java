package io.efface.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;

/** Creates a jar with the provider {@code elsewhere}. The provider is compiled here, so that it is not on the class path of the tests. */
final class ProviderJar {
    private static final String SERVICE = "META-INF/services/io.efface.spi.FaceRepositoryProvider";
    private static final String CLASS = "elsewhere/Elsewhere";
    private static final String SOURCE = """
            package elsewhere;

            import io.efface.Capabilities;
            import io.efface.spi.AccountSettings;
            import io.efface.spi.FaceRepositoryProvider;
            import io.efface.spi.ProviderConfig;
            import io.efface.spi.Setting;
            import io.efface.tencent.TencentFaceRepositoryProvider;
            import java.util.List;
            import java.util.Optional;

            public final class Elsewhere implements FaceRepositoryProvider {
                private final FaceRepositoryProvider like = new TencentFaceRepositoryProvider();

                @Override
                public String name() {
                    return "elsewhere";
                }

                @Override
                public Capabilities capabilities() {
                    return like.capabilities();
                }

                @Override
                public List<Setting> settings() {
                    return like.settings();
                }

                @Override
                public Optional<ProviderConfig> configure(AccountSettings settings) {
                    return like.configure(settings);
                }
            }
            """;

    private ProviderJar() {}

    /**
     * Creates the jar and its folder.
     *
     * @param folder the folder for the source and class files
     */
    static Path create(Path folder, Path jar) throws IOException {
        Path source = folder.resolve(CLASS + ".java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, SOURCE);
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int code = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-proc:none", "-cp", path, "-d", folder.toString(), source.toString());
        if (code != 0) {
            throw new IllegalStateException("the provider does not compile");
        }
        Files.createDirectories(jar.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(CLASS + ".class"));
            out.write(Files.readAllBytes(folder.resolve(CLASS + ".class")));
            out.putNextEntry(new JarEntry(SERVICE));
            out.write("elsewhere.Elsewhere\n".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
