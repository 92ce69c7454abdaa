package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the texts of the libraries are Chinese in the output of a command: warnings about accounts, and errors of values. */
class ChineseMessagesTest {
    private static final Pattern ENGLISH = Pattern.compile("\\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\\b");

    private static final String ALIYUN =
            "provider=aliyun credentials.access-key-id=i credentials.access-key-secret=${env:S} ";
    private static final String TENCENT = "provider=tencent credentials.secret-id=i credentials.secret-key=${env:S} ";
    private static final String AWS = "provider=rekognition library=l credentials.access-key-id=i"
            + " credentials.secret-access-key=${env:S} region=eu-west-1 ";
    private static final String UNKNOWN_KEY = "credentials=command credentials.command=/bin/true ";

    private final CommandTester tester = new CommandTester();

    @TempDir
    Path folder;

    /** Returns accounts, each with its settings in one line, and the number of warnings about them. */
    static Stream<Arguments> accounts() {
        return Stream.of(
                Arguments.of(1, List.of(ALIYUN.replace("${env:S}", "literal") + "region=cn-shanghai")),
                Arguments.of(1, List.of(ALIYUN + "endpoint=https://green-cip.cn-shanghai.aliyuncs.com")),
                Arguments.of(1, List.of(ALIYUN + "endpoint=https://oss.cn-shanghai.aliyuncs.com")),
                Arguments.of(1, List.of(ALIYUN + "region=cn-beijing endpoint=https://green.cn-shanghai.aliyuncs.com")),
                Arguments.of(1, List.of(ALIYUN + "region=us-west-1")),
                Arguments.of(1, List.of(TENCENT + "endpoint=https://cvm.tencentcloudapi.com")),
                Arguments.of(
                        1, List.of(TENCENT + "region=ap-beijing endpoint=https://iai.ap-shanghai.tencentcloudapi.com")),
                Arguments.of(1, List.of(TENCENT + "region=ap-shanghai-fsi endpoint=https://iai.tencentcloudapi.com")),
                Arguments.of(
                        1, List.of(TENCENT + "region=ap-nowhere endpoint=https://iai.ap-nowhere.tencentcloudapi.com")),
                Arguments.of(1, List.of(AWS + "endpoint=https://s3.eu-west-1.amazonaws.com")),
                Arguments.of(1, List.of(AWS + "endpoint=https://rekognition.eu-west-2.amazonaws.com")),
                Arguments.of(
                        1,
                        List.of(
                                "provider=aliyun region=cn-shanghai " + UNKNOWN_KEY,
                                "provider=aliyun region=cn-shanghai " + UNKNOWN_KEY)),
                Arguments.of(
                        1,
                        List.of(
                                "provider=rekognition library=l region=eu-west-1 " + UNKNOWN_KEY,
                                "provider=rekognition library=l region=eu-west-1 " + UNKNOWN_KEY)),
                Arguments.of(
                        1,
                        List.of(
                                ALIYUN + "region=cn-shanghai quota-group=g",
                                ALIYUN.replace("id=i", "id=j") + "region=cn-shanghai quota-group=g")),
                Arguments.of(1, List.of(AWS + "quota-group=g", AWS.replace("id=i", "id=j") + "quota-group=g")));
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void warningsAboutAccounts_areChinese(int warnings, List<String> accounts) throws IOException {
        String config = config(accounts);
        assertThat(run("doctor", "--config", config)).as(tester.err()).isZero();
        assertThat(tester.outLines().stream().filter(line -> line.startsWith("警告：")))
                .as(tester.out())
                .hasSizeGreaterThanOrEqualTo(warnings)
                .noneMatch(line -> ENGLISH.matcher(line).find());
        String shown = tester.out();
        run("find-person", "--config", config, "--account", "none", "x");
        assertThat(tester.err().lines().filter(line -> line.startsWith("警告：")))
                .as("other commands print the warnings to standard error")
                .hasSize(warnings)
                .allSatisfy(line -> assertThat(shown).contains(line));
        assertThat(tester.runOnFiles("doctor", "--config", config)).isZero();
        assertThat(tester.outLines())
                .anyMatch(line ->
                        line.startsWith("warning: ") && ENGLISH.matcher(line).find());
    }

    private String config(List<String> accounts) throws IOException {
        tester.environment.put("S", "secret");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < accounts.size(); i++) {
            for (String setting : accounts.get(i).strip().split(" ", -1)) {
                text.append("efface.accounts.a")
                        .append(i)
                        .append('.')
                        .append(setting)
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve("efface.properties"), text).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --job one --window 01:00",
                "run --job one --window 01:00-01:00@UTC",
                "run --job one --max-failures many",
                "run --job one --max-failures 101%",
                "run --job one --max-absent 101%",
                "run --job one --max-duration soon",
                "run --job one --retry-failed=some",
                "run --job one --accept NEW_TAIL",
                "run --job one --concurrency 0",
                "run --job one --limit 0",
                "verify --job one --sample 0",
                "erase LIST --expect-digest short",
                "erase LIST --requested-at tomorrow",
                "erase LIST --requested-at 2999-01-01",
                "erase LIST --reference 12345678901234567890123456789012345678901234567890123456789012345",
                "erase LIST --approved-by 12345678901234567890123456789012345678901234567890123456789012345",
                "erase LIST --reference \t",
                "erase LIST --approved-by \t",
                "erase LIST --reference a\u200Bb",
                "erase LIST --approved-by a\u200Bb",
                "erase LIST --columns subject=a,account=a",
                "erase LIST --columns subject=a --ignore-columns a",
                "erase LIST --columns id=a",
                "erase LIST --delimiter ;;",
                "erase LIST --charset none",
                "erase LIST --reason WISH",
                "erase LIST --accept ALL",
                "erase LIST --due soon",
                "plan --job one --probe -1 --input LIST",
                "plan --job ONE --input LIST",
                "find-person \t",
                "find-person a\u0001",
                "find-person \uD800",
                "delete-faces p \t",
                "delete-faces p a\u0001",
                "delete-faces p \uD800",
                "emulate --seed SEED",
                "emulate --green-port 99999",
                "demo --persons 0",
                "help nothing",
                "report --format pdf",
                "report --ledger none",
                "report",
                "providers --provider-path none"
            })
    void errorsOfValues_areChinese(String line) throws IOException {
        Files.writeString(folder.resolve("list.txt"), "alice\n");
        Files.writeString(folder.resolve("seed.csv"), "library,person_id,face_ids\nrekognition,a b,x\n");
        String[] words = Stream.of(line.split(" ", -1))
                .map(word -> word.equals("LIST") ? folder.resolve("list.txt").toString() : word)
                .map(word -> word.equals("SEED") ? folder.resolve("seed.csv").toString() : word)
                .toArray(String[]::new);

        assertThat(run(words)).as(tester.err()).isEqualTo(2);
        assertThat(tester.err().lines())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).doesNotContainPattern(ENGLISH))
                .first()
                .satisfies(text -> assertThat(text).containsPattern("\\p{IsHan}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user,name                          | 1 | 没有 person_id 列
            person_id,person_id                | 0 | 两次
            person_id,personid                 | 0 | 相似
            \u4e2d\u6587,\u59d3\u540d               | 2 | GB18030
            """)
    void errorsOfLists_areChinese(String header, int kind, String expected) throws IOException {
        Path list = Files.write(
                folder.resolve("people.csv"),
                (header + "\na,b\n").getBytes(kind == 2 ? Charset.forName("GBK") : StandardCharsets.UTF_8));
        assertThat(run(
                        "erase",
                        list.toString(),
                        "--config",
                        config(List.of(ALIYUN + "region=cn-shanghai")),
                        "--ledger",
                        "sqlite:"
                                + Files.createDirectories(folder.resolve("ledger"))
                                        .resolve("l.db"),
                        "--keys",
                        folder.resolve("keys").toString()))
                .as(tester.err())
                .isEqualTo(2);
        assertThat(tester.err()).contains(expected).doesNotContainPattern(ENGLISH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            region=cn-shanghai                                                        | 缺少这个键
            provider=aliyun region=cn-shanghai                                        | 缺少密钥
            provider=aliyn                                                            | 是否想输入
            provider=aliyun credentials.access-key-id=${env:NONE} region=cn-shanghai  | 没有设置环境变量 NONE
            provider=aliyun reigon=cn-shanghai                                        | 没有这个键
            """)
    void errorsOfConfiguration_areChinese(String account, String expected) throws IOException {
        assertThat(run("find-person", "--config", config(List.of(account)), "x"))
                .isEqualTo(2);
        assertThat(tester.err())
                .contains("个问题：", expected)
                .doesNotContain("problem", "did you mean", "missing", "not set");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            %PDF-1.7           | PDF 文件
            PK\u0003\u0004damaged | 损坏或不完整的工作簿
            """)
    void errorsOfDamagedLists_areChinese(String content, String expected) throws IOException {
        Path list = Files.writeString(folder.resolve("people.list"), content);
        assertThat(run(
                        "erase",
                        list.toString(),
                        "--config",
                        config(List.of(ALIYUN + "region=cn-shanghai")),
                        "--ledger",
                        "sqlite:"
                                + Files.createDirectories(folder.resolve("ledger"))
                                        .resolve("l.db"),
                        "--keys",
                        folder.resolve("keys").toString()))
                .as(tester.err())
                .isEqualTo(2);
        assertThat(tester.err()).contains(expected).doesNotContainPattern(ENGLISH);
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("--lang", "zh"));
        all.addAll(List.of(words));
        return tester.runOnFiles(all.toArray(String[]::new));
    }
}
