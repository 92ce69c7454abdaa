package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests from which option, variable or file the command takes its configuration. */
class ConfigOptionTest {
    @TempDir
    Path folder;

    private final CommandTester tester = new CommandTester();

    private Path write(String name, String account, String region) throws IOException {
        String accounts = "efface.accounts." + account + ".";
        return Files.writeString(
                folder.resolve(name),
                accounts + "provider = tencent\n" + accounts + "region = " + region + "\n" + accounts
                        + "credentials.secret-id = ${env:ID}\n" + accounts + "credentials.secret-key = ${env:ID}\n",
                StandardCharsets.UTF_8);
    }

    private String doctor(String... options) {
        tester.environment.put("ID", "AKIDexample");
        List<String> words = new ArrayList<>(List.of("doctor"));
        words.addAll(List.of(options));
        tester.runOnFiles(words.toArray(String[]::new));
        return tester.out() + tester.err();
    }

    @Test
    void doctor_variableOfTheDefaultAccount_overridesTheFile() throws IOException {
        Path file = write("a.properties", "ali", "ap-shanghai");
        Files.writeString(
                file,
                Files.readString(file) + Files.readString(write("b", "ten", "ap-beijing"))
                        + "efface.default-account = ali\n");
        tester.environment.put("EFFACE_DEFAULT_ACCOUNT", "ten");
        tester.environment.put("EFFACE_KEYS", "");

        assertThat(doctor("--config", file.toString()))
                .contains("ten (default)", "a.properties, overridden by EFFACE_DEFAULT_ACCOUNT")
                .doesNotContain("ali (default)", "EFFACE_KEYS");
    }

    @Test
    void doctor_fileOfTheVariable_countsUnlessTheOptionNamesAnother() throws IOException {
        tester.environment.put(
                "EFFACE_CONFIG", write("a.properties", "ali", "ap-shanghai").toString());

        assertThat(doctor()).contains("ali (default)");
        assertThat(doctor("--config", write("b.properties", "ten", "ap-beijing").toString()))
                .contains("ten (default)")
                .doesNotContain("ali");
    }

    private String accounts(String... lines) throws IOException {
        Path file = folder.resolve("accounts.properties");
        Files.writeString(
                file, String.join("\n", lines).replaceAll("(?m)^", "efface.accounts."), StandardCharsets.UTF_8);
        return doctor("--config", file.toString());
    }

    private static String[] aliyun(String name, String id, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                name + ".provider = aliyun",
                name + ".credentials.access-key-id = " + id,
                name + ".credentials.access-key-secret = ${env:ID}"));
        for (String each : more) {
            lines.add(name + "." + each);
        }
        return lines.toArray(String[]::new);
    }

    private static String[] both(String[] one, String[] two) {
        List<String> lines = new ArrayList<>(List.of(one));
        lines.addAll(List.of(two));
        return lines.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vendor | DeletePerson 20/s",
                "30 | DeletePerson 30/s",
                "30/s | DeletePerson 30/s",
                "off | off  ",
                "false | off  ",
            })
    void doctor_quota_isTheOneInForce(String quota, String quotaText) throws IOException {
        assertThat(accounts(aliyun("a", "key", "region = cn-shanghai", "quota = " + quota)))
                .contains(quotaText.strip())
                .doesNotContain(quota.equals("vendor") ? "off" : " 20/s")
                .doesNotContain("warning");
    }

    @Test
    void doctor_differentKeysOfOneProvider_suggestsAQuotaGroupOnce() throws IOException {
        String[] two = both(aliyun("a", "one", "region = cn-shanghai"), aliyun("b", "two", "region = cn-shanghai"));
        assertThat(accounts(two).split("give them the same quota-group", -1)).hasSize(2);
        String[] ours = both(two, new String[] {"a.quota-group = ours", "b.quota-group = ours"});
        assertThat(accounts(ours))
                .doesNotContain("give them the same quota-group")
                .contains("the same quota-group", "set efface.accounts.b.same-as = a");
        assertThat(accounts(both(ours, new String[] {"b.same-as = a"}))).doesNotContain("warning");
        assertThat(accounts(both(two, new String[] {"a.quota-group = ours", "b.quota-group = theirs"})))
                .doesNotContain("quota-group");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.quota-group = ours", "b.quota-group = ours"})
    void doctor_oneOfTwoAccountsWithoutAQuotaGroup_suggestsOne(String group) throws IOException {
        String[] two = both(aliyun("a", "one", "region = cn-shanghai"), aliyun("b", "two", "region = cn-shanghai"));

        assertThat(accounts(both(two, new String[] {group})))
                .contains("accounts a, b of", "give them the same quota-group");
    }

    @Test
    void doctor_oneKeyAtTwoPlaces_isWarnedAbout() throws IOException {
        assertThat(accounts(
                        both(aliyun("a", "one", "region = cn-shanghai"), aliyun("b", "one", "region = cn-beijing"))))
                .contains("accounts a and b use the same key in two places")
                .doesNotContain("quota-group");
    }

    @Test
    void doctor_regionWithoutAFaceLibrary_isWarnedAboutOnce() throws IOException {
        String output = accounts(aliyun("a", "one", "region = cn-shenzhen"));

        assertThat(output.split("lists no face library in cn-shenzhen", -1)).hasSize(2);
        assertThat(output).contains("warning: efface.accounts.a: ");
    }

    @Test
    void doctor_variablesAlone_areEnough() {
        tester.environment.putAll(Map.of(
                "EFFACE_ACCOUNTS_CN_MAIN_PROVIDER", "tencent",
                "EFFACE_ACCOUNTS_CN_MAIN_CREDENTIALS_SECRET_ID", "AKIDexample",
                "EFFACE_ACCOUNTS_CN_MAIN_CREDENTIALS_SECRET_KEY", "hush"));

        assertThat(doctor())
                .contains("cn-main (default)", "configuration: no file")
                .doesNotContain("hush");
    }

    @Test
    void doctor_noConfiguration_listsPlacesSearched() {
        assertThat(doctor())
                .contains("--config", "EFFACE_CONFIG is not set", "no efface.properties", "EFFACE_ACCOUNTS_");
    }

    @Test
    void doctor_variableWithAMissingFile_isReportedWithoutItsValue() {
        tester.environment.put("EFFACE_CONFIG", folder.resolve("hush").toString());

        assertThat(doctor()).contains("EFFACE_CONFIG: there is no such file").doesNotContain("hush");
    }

    @Test
    void doctor_misspeltVariable_isAnErrorWithoutItsValue() throws IOException {
        tester.environment.put("EFFACE_DEFAULT_ACOUNT", "hush");

        assertThat(doctor(
                        "--config", write("a.properties", "ali", "ap-shanghai").toString()))
                .contains("EFFACE_DEFAULT_ACOUNT", "did you mean 'EFFACE_DEFAULT_ACCOUNT'?")
                .doesNotContain("hush");
    }

    @Test
    void keysInit_variableOfTheFolder_needsNoAccounts() {
        Path keys = folder.resolve("keys");
        tester.environment.put("EFFACE_KEYS", keys.toString());

        assertThat(tester.runOnFiles("keys", "init")).isZero();
        assertThat(keys.resolve("signing.pub")).exists();
    }

    @Test
    void demo_variablesOfOtherAccounts_doNotCount() {
        tester.environment.put("EFFACE_DEFAULT_ACCOUNT", "ten");

        assertThat(tester.runOnFiles(
                        "demo",
                        "--persons",
                        "1",
                        "--directory",
                        folder.resolve("demo").toString()))
                .isZero();
    }

    @Test
    void process_workingFolderWithAFile_readsTheFile() throws Exception {
        write("efface.properties", "ali", "ap-shanghai");

        assertThat(process("doctor")).contains("ali (default)", "configuration: efface.properties");
        assertThat(process("run", "--ledger", "sqlite:none/none.db", "--job", "one"))
                .contains("--ledger")
                .doesNotContain("--config");
    }

    private String process(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                absolute(System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("EFFACE_"));
        builder.environment().put("ID", "AKIDexample");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    private static String absolute(String classPath) {
        return String.join(
                File.pathSeparator,
                List.of(classPath.split(File.pathSeparator)).stream()
                        .map(part -> Path.of(part).toAbsolutePath().toString())
                        .toList());
    }
}
