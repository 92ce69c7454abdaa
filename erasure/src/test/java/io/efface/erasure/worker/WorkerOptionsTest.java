package io.efface.erasure.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerOptionsTest {
    @Test
    void name_ofAnyHost_isValid() {
        assertThat(WorkerOptions.name("db-1.example.com", 42)).isEqualTo("db-1.example.com-42");
        assertThat(WorkerOptions.name(" Zoë's PC\n", 42)).isEqualTo("Zo--s-PC-42");
        String longest = WorkerOptions.name("h".repeat(253), Long.MAX_VALUE);
        assertThat(WorkerOptions.builder(longest).build().name()).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void defaultName_ofThisHost_isValid() {
        assertThat(WorkerOptions.builder(WorkerOptions.defaultName()).build().name())
                .endsWith("-" + ProcessHandle.current().pid());
    }
}
