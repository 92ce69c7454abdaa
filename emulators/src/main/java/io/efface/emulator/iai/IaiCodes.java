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
 * The codes IAI answers with and a wording for each in the vendor's two languages; immutable.
 *
 * <p>The codes are those of the page "Error Codes" (cloud.tencent.com/document/api/867/45021) and of DeletePerson
 * (tencentcloud.com/document/product/1059/36961, 2023-02-27), and those that only the vendor's SDKs and examples show.
 * The wording is ours: the vendor says that its own may change, so no client may match on it.
 */
final class IaiCodes {
    private static final String RESOURCE = "iai-codes.tsv";

    private record Wording(String english, String chinese) {}

    private final Map<String, Wording> wordings;

    private IaiCodes(Map<String, Wording> wordings) {
        this.wordings = wordings;
    }

    /**
     * Reads the table beside this class.
     *
     * @throws UncheckedIOException if it cannot be read, which only a damaged jar causes
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

    /** Returns every code of the table. */
    Set<String> all() {
        return Set.copyOf(wordings.keySet());
    }

    /**
     * Returns the wording of a code; a code outside the table gets a general one, so that any code can be scripted.
     *
     * @param parameter the parameter at fault, appended if not null
     */
    String message(String code, IaiLanguage language, @Nullable String parameter) {
        Wording wording = wordings.getOrDefault(code, new Wording("The request failed.", "请求失败。"));
        String text = language == IaiLanguage.ZH_CN ? wording.chinese() : wording.english();
        return parameter == null ? text : text + " `" + parameter + "`";
    }
}
