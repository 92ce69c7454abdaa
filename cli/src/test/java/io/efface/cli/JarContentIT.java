package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.spi.FaceRepositoryProvider;
import io.efface.spi.layers.RepositoryLayers;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** Tests what is in the jar that users start. */
class JarContentIT {
    @Test
    void jar_content_isTheProductWithoutItsTests() throws IOException {
        try (JarFile jar = new JarFile(JarProcess.JAR.toFile())) {
            Set<String> names = jar.stream().map(ZipEntry::getName).collect(Collectors.toSet());

            assertThat(names)
                    .contains("io/efface/cli/Main.class", "META-INF/LICENSE", "META-INF/NOTICE")
                    .contains("com/squareup/moshi/JsonReader.class")
                    .anyMatch(name -> name.startsWith("META-INF/versions/16/com/squareup/moshi/"))
                    .noneMatch(name -> name.startsWith("org/junit/") || name.contains("junit/platform"))
                    .contains(
                            "org/sqlite/native/Linux/x86_64/libsqlitejdbc.so",
                            "org/sqlite/native/Mac/aarch64/libsqlitejdbc.dylib")
                    .noneMatch(name -> name.contains("FreeBSD") || name.contains("/ppc64/"))
                    .noneMatch(name -> name.contains("wiremock"))
                    .noneMatch(name -> name.startsWith("META-INF/services/javax.xml."))
                    .noneMatch(name -> name.startsWith("io/efface/testkit/"))
                    .noneMatch(name -> name.startsWith("org/assertj/") || name.startsWith("org/mockito/"))
                    .noneMatch(name -> name.startsWith("com/tencentcloudapi/") || name.startsWith("com/aliyuncs/"))
                    .noneMatch(name -> name.endsWith("module-info.class"))
                    .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
            assertThat(services(jar, FaceRepositoryProvider.class))
                    .containsExactlyInAnyOrder(
                            "io.efface.aliyun.AliyunFaceRepositoryProvider",
                            "io.efface.rekognition.AwsFaceRepositoryProvider",
                            "io.efface.tencent.TencentFaceRepositoryProvider");
            assertThat(services(jar, RepositoryLayers.class)).hasSize(1);
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
            assertThat(manifest.getValue("Main-Class")).isEqualTo("io.efface.cli.Main");
        }
    }

    @Test
    void jar_licences_areThoseOfEverythingInIt() throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        try (JarFile product = new JarFile(JarProcess.JAR.toFile())) {
            Set<String> texts = licences(product);
            assertThat(texts).anyMatch(text -> text.contains("Apache License"));
            List<String> bundled = new ArrayList<>();
            for (String each : path.split(Pattern.quote(File.pathSeparator), -1)) {
                if (!each.endsWith(".jar") || Files.size(Path.of(each)) == 0) {
                    continue;
                }
                try (JarFile jar = new JarFile(each)) {
                    boolean isBundled = jar.stream()
                            .map(ZipEntry::getName)
                            .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                            .anyMatch(name -> product.getEntry(name) != null);
                    if (isBundled) {
                        bundled.add(each);
                        assertThat(licences(jar))
                                .as(each)
                                .allMatch(text -> text.contains("Apache License") || texts.contains(text));
                    }
                }
            }
            assertThat(bundled)
                    .anyMatch(name -> name.contains("slf4j-api"))
                    .anyMatch(name -> name.contains("fastcsv"))
                    .anyMatch(name -> name.contains("fastexcel-reader"))
                    .anyMatch(name -> name.contains("sqlite-jdbc"));
        }
    }

    private static Set<String> licences(JarFile jar) throws IOException {
        Set<String> texts = new HashSet<>();
        for (ZipEntry entry : jar.stream().toList()) {
            if (entry.getName().matches("(?i)(.*/)?(licen[cs]e|copying)[^/]*") && !entry.isDirectory()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
                }
            }
        }
        return texts;
    }

    private static List<String> services(JarFile jar, Class<?> service) throws IOException {
        byte[] text = jar.getInputStream(jar.getEntry("META-INF/services/" + service.getName()))
                .readAllBytes();
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
