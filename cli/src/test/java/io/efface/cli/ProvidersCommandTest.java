package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProvidersCommandTest {
    @Test
    void providers_list_hasBothVendorsWithSources() {
        CommandTester tester = new CommandTester();

        assertThat(tester.run("providers")).isZero();
        assertThat(tester.out()).containsPattern("(?m)^aliyun +20 ").containsPattern("(?m)^tencent +5 ");
        assertThat(tester.run("providers", "--json", "--settings")).isZero();
        assertThat(tester.out())
                .contains("\"provider\":\"aliyun\"", "\"provider\":\"tencent\"", "\"source\":\"")
                .contains("\"key\":\"credentials.secret-key\"");
    }
}
