package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that a command prints Chinese with {@code --lang zh}, and that JSON and codes are the same in every language. */
class LanguageTest extends EraseFixture {
    private static final Pattern ENGLISH = Pattern.compile("\\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\\b");

    private void assertChinese(int code, int expected) {
        String all = job.out() + job.err();
        assertThat(code).as(all).isEqualTo(expected);
        assertThat(all.lines().filter(line -> !line.startsWith("  java ") && !line.startsWith("$ ")))
                .isNotEmpty()
                .noneMatch(line -> ENGLISH.matcher(line).find())
                .as(all)
                .anyMatch(line -> line.codePoints().anyMatch(Character::isIdeographic));
        assertNoIds();
    }

    private int chinese(String name, String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.addAll(List.of("--lang", "zh"));
        return job.run(name, words.toArray(String[]::new));
    }

    private String plan(String... people) throws IOException {
        return job.file("people.txt", String.join("\n", people) + "\n").toString();
    }

    @Test
    void job_withLangZh_printsChinese() throws IOException {
        String list = plan(ALICE, BOB, BOB, " x");
        assertChinese(chinese("plan", "--input", list, "--accounts", "green,iai", "--probe", "2"), 0);
        assertThat(job.out()).contains("作业 one 已计划。没有删除任何内容。", "账号", "行数 ", "运行时使用：--expect 4");
        assertThat(job.err()).contains("拒绝：第 4 行");
        assertChinese(chinese("status"), 0);
        assertChinese(chinese("run"), 0);
        assertThat(job.out()).contains("试运行：不发送任何请求。", "2 个账号中的 4 个目标");
        assertChinese(chinese("run", "--apply"), 2);
        assertThat(job.err()).contains("此操作会永久删除，但没有终端可供确认", "提示：请加上 --expect 和计划的目标数，即 4");
        assertChinese(chinese("run", "--apply", "--expect", "4"), 3);
        assertThat(job.out()).contains("本次运行：已删除 4");
        assertChinese(chinese("verify", "--settle", "0s"), 0);
        assertThat(job.out()).contains("已核验：全部 4 个已完成的目标都已读取，均不存在");
        assertChinese(chinese("receipts verify"), 0);
        assertThat(job.out()).contains("已封签且完好");
        assertChinese(chinese("report"), 0);
        assertThat(job.out()).contains("作业 one，已开始，", "  核对           已核对：已封签且完好", "备注");
        assertChinese(chinese("scrub"), 2);
        assertChinese(chinese("scrub", "--yes"), 0);
    }

    @Test
    void erase_withLangZh_printsChinese() throws IOException {
        String list = list(ALICE, BOB);
        assertChinese(erase(list, "--lang", "zh", "--yes", "--expect", "4"), 0);
        assertThat(job.out()).contains("，已开始，已完成", "  计划时间       ", "  核对           已核对：已封签且完好");
    }

    @Test
    void holdAndDoctor_withLangZh_printChinese() throws IOException {
        assertThat(job.run("plan", "--input", plan(ALICE, BOB), "--accounts", "green"))
                .isZero();
        String holds = job.file("holds.txt", BOB + "\n").toString();
        assertChinese(chinese("hold add", "--ids", holds), 0);
        assertChinese(job.command.runOnFiles("doctor", "--config", job.config().toString(), "--lang", "zh"), 0);
    }

    @Test
    void usageErrors_withLangZh_areChinese() {
        assertChinese(chinese("run", "--nonsense"), 2);
        assertThat(job.err()).contains("有一个选项无法识别");
        assertChinese(chinese("run", "--limit", "many"), 2);
        assertChinese(job.command.run("run", "--lang", "zh"), 2);
        assertThat(job.err()).contains("缺少必需的选项");
        assertChinese(job.command.run("--lang", "zh", "run", "--job"), 2);
        assertThat(job.err()).contains("--job").doesNotContain("Missing required");
        assertChinese(job.command.run("--lang", "zh", "keys"), 2);
        assertThat(job.err()).contains("缺少必需的子命令");
        assertChinese(job.command.run("nonsense", "--lang", "zh"), 2);
        assertChinese(job.command.run("find-person", "--lang", "zh", "--account", "x", "1"), 2);
    }

    @Test
    void lang_unknownLanguage_isRejected() {
        assertThat(job.command.run("providers", "--lang", "zh-CN")).isZero();
        assertThat(job.command.run("providers", "--lang", "en_US")).isZero();
        assertThat(job.command.run("providers", "--lang", "fr")).isEqualTo(2);
        assertThat(job.err()).contains("the value of option '--lang' cannot be used: allowed values are en, zh");
    }

    @Test
    void json_isTheSameInEveryLanguage() throws IOException {
        String list = plan(ALICE, BOB, " x");
        assertThat(job.run("plan", "--json", "--input", list, "--accounts", "green"))
                .isZero();
        assertThat(job.run("status", "--json")).isZero();
        String status = job.out();
        assertThat(chinese("status", "--json")).isZero();
        assertThat(job.out()).isEqualTo(status);
        assertThat(job.run("run", "--json", "--apply")).isEqualTo(2);
        String refused = job.out();
        assertThat(chinese("run", "--json", "--apply")).isEqualTo(2);
        assertThat(job.out()).isEqualTo(refused).contains("\"reason\":\"this deletes permanently");
        assertThat(chinese("run", "--json", "--apply", "--expect", "2")).isEqualTo(3);
        assertThat(job.out()).matches("\\p{ASCII}*");
        assertThat(job.err()).contains("未完成");
    }

    @Test
    void confirmation_inChinese_isTheSameWord() throws IOException {
        job.command.withAnswer("yes");
        assertThat(job.command.runOnFiles(
                        "delete-person",
                        "--lang",
                        "zh",
                        "--config",
                        job.config().toString(),
                        "--account",
                        "iai",
                        ALICE))
                .isZero();
        assertThat(job.command.questions).singleElement().asString().contains("将永久删除", "输入 yes 以继续：");
        assertThat(job.out()).contains("账号", "结果", "DELETED", "VERIFIED_ABSENT");
        assertThat(job.command.context().withLanguage(Language.ZH).language()).isEqualTo(Language.ZH);
    }
}
