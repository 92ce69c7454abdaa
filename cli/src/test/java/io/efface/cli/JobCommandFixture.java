package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A job tester whose two emulated vendors store the same three people. */
abstract class JobCommandFixture {
    static final String ALICE = "alice-4711";
    static final String BOB = "bob-4712";
    static final String CAROL = "carol-4713";

    @TempDir
    Path folder;

    JobTester job;

    @BeforeEach
    void start() throws IOException {
        job = JobTester.start(folder).holding("green", ALICE, BOB, CAROL).holding("iai", ALICE, BOB, CAROL);
    }

    @AfterEach
    void end() {
        job.close();
    }

    void assertNoIds() {
        assertThat(job.out() + job.err()).doesNotContain(ALICE, BOB, CAROL);
    }

    void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + job.ledger());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
