package io.efface.emulator.iai;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The error codes of IAI and a message for each in the vendor's two languages. Immutable.
 *
 * <p>The codes are from the page "Error Codes" (cloud.tencent.com/document/api/867/45021), from the page of DeletePerson
 * (tencentcloud.com/document/product/1059/36961, 2023-02-27), and from the vendor's SDKs and examples. The messages were written for this
 * project. According to the vendor, its messages may change, so a client must not depend on them.
 */
final class IaiCodes {
    private static final String RESOURCE = "iai-codes.tsv";

    private record Wording(String english, String chinese) {}

    private final Map<String, Wording> wordings;

    private IaiCodes(Map<String, Wording> wordings) {
        this.wordings = wordings;
    }

    /**
     * Reads the table in the resources of this package.
     *
     * @throws UncheckedIOException if the table cannot be read, which means that the jar is damaged
     */
    static IaiCodes load() {
        Map<String, Wording> wordings = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(IaiCodes.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    String[] columns = line.split("\t", 4);
                    wordings.put(columns[1], new Wording(columns[2], columns[3]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new IaiCodes(wordings);
    }

    /** Returns all codes of the table. */
    Set<String> all() {
        return Set.copyOf(wordings.keySet());
    }

    /**
     * Returns the message of a code. A code that is not in the table has a general message, so that any code can be scripted.
     *
     * @param parameter name of the invalid parameter, which is appended to the message, or null
     */
    String message(String code, IaiLanguage language, @Nullable String parameter) {
        Wording wording = wordings.getOrDefault(code, new Wording("The request failed.", "请求失败。"));
        String text = language == IaiLanguage.ZH_CN ? wording.chinese() : wording.english();
        return parameter == null ? text : text + " `" + parameter + "`";
    }
}
