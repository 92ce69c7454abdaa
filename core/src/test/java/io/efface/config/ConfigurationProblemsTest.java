package io.efface.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationProblemsTest extends ConfigurationFixture {
    @Test
    void open_manyProblemsInAFile_reportsAllWithTheirLines() throws IOException {
        Path file = folder.resolve("efface.properties");
        Files.writeString(file, """
                # accounts
                efface.accounts.a.provider = alpha
                efface.accounts.a.regoin = r1
                efface.accounts.a.credentials.key-secret = ${env:MISSING}
                efface.accounts.b.provider = beta
                efface.accounts.b.region \\
                    = r2
                efface.accounts.b.size = 11
                efface.accounts.b.region = r3
                efface.accounts.C.provider = alpha
                efface.accounts.C.region = r1
                efface.accounts.d = alpha
                efface.default-acount = b
                efface.account.e.provider = alpha
                unrelated.key = 1
                """);

        FaceException e = problems(builder().properties(file));

        String f = file + ":";
        assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(e.operation()).isEqualTo(Operation.OPEN);
        assertThat(e.origin()).isEqualTo(Origin.LOCAL);
        assertThat(e)
                .hasMessage("open: CONFIGURATION: 8 problems:\n"
                        + "1. " + f + "9: efface.accounts.b.region: the key is given twice, first in line 6\n"
                        + "2. " + f + "14: efface.account.e.provider: unknown key;"
                        + " did you mean 'efface.accounts.e.provider'?\n"
                        + "3. " + f + "10: efface.accounts.C.provider: the account's name is not valid:"
                        + " a name has 1 to 63 characters: lower-case letters, digits,"
                        + " and dashes that are not at the beginning or end\n"
                        + "4. " + f + "12: efface.accounts.d: the account's name must be followed by a key,"
                        + " as in efface.accounts.d.provider\n"
                        + "5. " + f + "13: efface.default-acount: unknown key;"
                        + " did you mean 'efface.default-account'?\n"
                        + "6. " + f + "3: efface.accounts.a.regoin: unknown key of provider alpha;"
                        + " did you mean 'region'?\n"
                        + "7. " + f + "4: efface.accounts.a.credentials.key-secret:"
                        + " the environment variable MISSING is not set\n"
                        + "8. " + f + "8: efface.accounts.b.size: must be a whole number from 1 to 10");
        assertThat(alpha.opened).isEmpty();
        assertThat(beta.opened).isEmpty();
    }

    @Test
    void open_sameAccountUnderTwoNames_needsSameAs() {
        Map<String, String> map = account("credentials.key-id", "AK");
        map.put("efface.accounts.b.provider", "alpha");
        map.put("efface.accounts.b.region", "r1");
        map.put("efface.accounts.b.credentials.key-id", "AK");

        assertProblem(
                builder().map(map),
                "map: efface.accounts.b: has the same provider, key and place as 'a'; if this is intended, set"
                        + " efface.accounts.b.same-as = a");

        map.put("efface.accounts.b.same-as", "a");
        try (FaceRepositories repositories = builder().map(map).open()) {
            assertThat(repositories.describe("b").sameAs()).contains("a");
        }

        map.put("efface.accounts.c.provider", "alpha");
        map.put("efface.accounts.c.region", "r1");
        map.put("efface.accounts.c.credentials.key-id", "AK");
        map.put("efface.accounts.c.same-as", "b");
        builder().map(map).open().close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, -, at least one of the two keys is not known yet",
                "AK, -, -, -, at least one of the two keys is not known yet",
                "-, -, ours, ours, the same quota-group",
                "-, -, ours, -, at least one of the two keys is not known yet",
                "AK, BK, ours, ours, the same quota-group",
                "-, -, ours, theirs, -",
                "AK, BK, ours, -, -",
                "AK, BK, -, -, -",
            })
    void open_accountsThatMayBeTheSame_causeAWarning(
            String key, String otherKey, String group, String otherGroup, String reason) {
        Map<String, String> map = account();
        map.put("efface.accounts.b.provider", "alpha");
        map.put("efface.accounts.b.region", "r1");
        set(map, A + "credentials.key-id", key);
        set(map, "efface.accounts.b.credentials.key-id", otherKey);
        set(map, A + "quota-group", group);
        set(map, "efface.accounts.b.quota-group", otherGroup);
        List<String> warnings = new ArrayList<>();

        builder().map(map).warnings(warnings::add).open().close();

        assertThat(warnings)
                .isEqualTo(
                        reason == null
                                ? List.of()
                                : List.of("efface.accounts.b: has the same provider and place as 'a', and " + reason
                                        + "; if both are one account at the vendor, set efface.accounts.b.same-as = a;"
                                        + " otherwise give each account a different quota-group"));
        if (reason != null) {
            map.put("efface.accounts.b.same-as", "a");
            warnings.clear();
            builder().map(map).warnings(warnings::add).open().close();
            assertThat(warnings).isEmpty();
        }
    }

    private static void set(Map<String, String> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    @Test
    void put_accountThatMayBeTheSameAsAnOpenAccount_causesAWarning() {
        Map<String, String> map = new TreeMap<>();
        map.put("efface.accounts.b.provider", "alpha");
        map.put("efface.accounts.b.region", "r1");
        List<String> warnings = new ArrayList<>();

        try (FaceRepositories accounts =
                builder().map(map).warnings(warnings::add).open()) {
            accounts.put("a", Map.of("provider", "alpha", "region", "r2"));
            assertThat(warnings).isEmpty();
            accounts.put("a", Map.of("provider", "alpha", "region", "r1"));
        }

        assertThat(warnings).singleElement().asString().startsWith("efface.accounts.a: ");
    }

    @Test
    void open_sameAsNamesADifferentAccount_isRejected() {
        Map<String, String> map = account("credentials.key-id", "AK", "same-as", "b");
        map.put("efface.accounts.b.provider", "alpha");
        map.put("efface.accounts.b.region", "r2");
        map.put("efface.accounts.b.credentials.key-id", "AK");
        String different = "' has another provider, key or place, so it is not the same account";

        assertProblem(builder().map(map), "map: " + A + "same-as: 'b" + different);
        map.put("efface.accounts.b.region", "r1");
        map.put("efface.accounts.b.credentials.key-id", "BK");
        assertProblem(builder().map(map), "map: " + A + "same-as: 'b" + different);
        map.put("efface.accounts.b.credentials.key-id", "AK");
        map.put("efface.accounts.b.provider", "beta");
        assertProblem(builder().map(map), "map: " + A + "same-as: 'b" + different);
        map.put("efface.accounts.b.provider", "alpha");
        builder().map(map).open().close();
    }

    @Test
    void open_accountsInTheSameLibrary_needSameAs() {
        Map<String, String> map = account("credentials.key-id", "AK", "library", "staff");
        map.put("efface.accounts.b.provider", "alpha");
        map.put("efface.accounts.b.region", "r1");
        map.put("efface.accounts.b.library", "staff");
        map.put("efface.accounts.b.credentials.key-id", "AK");

        assertProblem(
                builder().map(map),
                "map: efface.accounts.b: has the same provider, key, place and library as 'a'; if this is intended, set"
                        + " efface.accounts.b.same-as = a");

        map.put("efface.accounts.b.library", "visitors");
        try (FaceRepositories repositories = builder().map(map).open()) {
            assertThat(repositories.describe("b").where()).isEqualTo("r1, library visitors");
            assertThat(repositories.describe("b").label()).isEqualTo("b (library visitors)");
        }
    }

    @Test
    void open_sameAsNamesAnAccountInAnotherLibrary_isRejected() {
        Map<String, String> map = account("credentials.key-id", "AK", "library", "staff", "same-as", "b");
        map.put("efface.accounts.b.provider", "alpha");
        map.put("efface.accounts.b.region", "r1");
        map.put("efface.accounts.b.library", "visitors");
        map.put("efface.accounts.b.credentials.key-id", "AK");

        assertProblem(
                builder().map(map),
                "map: " + A
                        + "same-as: 'b' has another provider, key, place or library, so it is not the same account");
    }

    @Test
    void open_sameAsFormsACircle_isRejected() {
        Map<String, String> map = account("credentials.key-id", "AK", "same-as", "b");
        map.put("efface.accounts.b.provider", "alpha");
        map.put("efface.accounts.b.region", "r1");
        map.put("efface.accounts.b.credentials.key-id", "AK");
        map.put("efface.accounts.b.same-as", "a");

        assertThat(problems(builder().map(map)).detail().orElseThrow())
                .isEqualTo("2 problems:\n1. map: " + A
                        + "same-as: the accounts name each other in a circle; remove same-as from one of these accounts\n"
                        + "2. map: efface.accounts.b.same-as: the accounts name each other in a circle; remove same-as"
                        + " from one of these accounts");
        assertThat(problems(builder().map(account("same-as", "a"))).detail().orElseThrow())
                .contains("in a circle");
    }

    @Test
    void open_defaultAccountUnknown_isRejected() {
        Map<String, String> map = account();
        map.put("efface.default-account", "aa");

        assertProblem(
                builder().map(map),
                "map: efface.default-account: 'aa' is not a configured account; the accounts are a");
        assertProblem(
                builder().map(account()).defaultAccount("zz"),
                "builder: efface.default-account: 'zz' is not a configured account; the accounts are a");
        map.put("efface.default-account", "${env:NOPE}");
        assertProblem(builder().map(map), "map: efface.default-account: the environment variable NOPE is not set");
    }

    @Test
    void open_keyFolderWithoutAPath_isRejected() {
        Map<String, String> map = account();
        map.put("efface.keys", " ");

        assertProblem(builder().map(map), "map: efface.keys: must be a path");
        map.put("efface.keys", "${env:NOPE}");
        assertProblem(builder().map(map), "map: efface.keys: the environment variable NOPE is not set");
        map.put("efface.keys", "a\0b");
        assertProblem(builder().map(map), "map: efface.keys: is not a path on this system");
        map.remove("efface.keys");
        map.put("efface.key", "a");
        assertProblem(builder().map(map), "map: efface.key: unknown key; did you mean 'efface.keys'?");
    }

    @Test
    void open_noAccountInAnySource_isRejected() {
        Properties properties = new Properties();
        properties.setProperty("other", "1");

        assertProblem(
                builder().map(Map.of()).properties(properties),
                "map, properties: no account is configured; an account begins with a key such as"
                        + " efface.accounts.NAME.provider");
    }

    @Test
    void open_misspeltBeginningOfAKey_isReported() {
        Map<String, String> map = account();
        map.put("eface.accounts.b.provider", "alpha");
        map.put("Efface.default-account", "a");
        map.put("surface.accounts.b", "someone else's");

        assertThat(problems(builder().map(map)).detail().orElseThrow()).isEqualTo("""
                        2 problems:
                        1. map: Efface.default-account: unknown key; did you mean 'efface.default-account'?
                        2. map: eface.accounts.b.provider: unknown key; did you mean 'efface.accounts.b.provider'?""");
    }

    @Test
    void open_propertiesWithAFraction_isRejected() {
        Properties properties = new Properties();
        properties.put(A + "provider", "alpha");
        properties.put(A + "region", "r1");
        properties.put(A + "size", 5.0);

        assertProblem(
                builder().properties(properties),
                "properties: " + A + "size: the value must be a text, a boolean or a whole number");
    }

    @Test
    void open_accountInCodeAndInConfiguration_isRejected() {
        assertThat(problems(builder().map(account()).account("a", alpha.config("r", null)))
                        .detail()
                        .orElseThrow())
                .isEqualTo("1 problem:\n1. map: " + A
                        + "provider: the account 'a' is also built in code; define it in only one place");
    }

    @Test
    void open_providerKeysForAnAccountInCode_areRejected() {
        assertThat(problems(builder().account("a", alpha.config("r", null), Map.of("region", "r2", "provider", "beta")))
                        .detail()
                        .orElseThrow())
                .contains("account 'a' built in code: efface.accounts.a.provider: unknown key of provider alpha")
                .contains("account 'a' built in code: efface.accounts.a.region: unknown key of provider alpha");
    }

    @Test
    void open_serviceForAnUnknownAccount_isRejected() {
        assertProblem(
                builder().map(account()).service("aa", String.class, "x"),
                "builder: a service is given to the account 'aa', which does not exist");
    }

    @Test
    void load_fileThatCannotBeRead_reportsWhy() throws IOException {
        Path missing = folder.resolve("none.properties");
        assertProblem(builder().properties(missing), missing + ": the file does not exist");
        assertProblem(builder().properties(folder), folder + ": this is a folder, not a file");
        Path large = Files.write(folder.resolve("large.properties"), new byte[(1 << 20) + 1]);
        assertProblem(builder().properties(large), large + ": the file is larger than 1024 KiB");
        Path latin = Files.write(
                folder.resolve("latin.properties"), "efface.x = \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertProblem(builder().properties(latin), latin + ": the file is not UTF-8 text");
        Path bad = Files.writeString(folder.resolve("bad.properties"), "\nefface.\\u12 = x");
        assertProblem(
                builder().properties(bad).map(account()),
                bad + ":2: a \\u is not followed by four hexadecimal digits; write a backslash as \\\\");
    }

    @Test
    void open_keyWithALineBreak_staysOnOneLine() {
        Map<String, String> map = account();
        map.put("efface.x\n2. forged: problem", "1");

        assertThat(problems(builder().map(map)).detail().orElseThrow().lines()).hasSize(2);
    }
}
