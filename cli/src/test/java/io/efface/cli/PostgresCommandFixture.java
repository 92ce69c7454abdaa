package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A job tester whose ledger is in a PostgreSQL database. */
abstract class PostgresCommandFixture extends JobCommandFixture {
    private static EmbeddedPostgres server;

    String ledger;
    private String schema;

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @BeforeEach
    void name() {
        schema = ("test" + folder.hashCode()).replace('-', '_');
        ledger = "postgresql://postgres@localhost:" + server.getPort() + "/postgres?schema=" + schema;
    }

    final int run(String name, String... options) {
        List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
        words.addAll(List.of("--config", job.config().toString(), "--ledger", ledger));
        if (!name.equals("status") && !name.equals("stop")) {
            words.addAll(List.of("--keys", job.keys().toString()));
        }
        words.addAll(List.of(options));
        return job.command.runOnFiles(words.toArray(String[]::new));
    }

    final void assertDone(int status) {
        assertThat(status).as(job.err()).isZero();
    }

    /** Executes a statement in the schema of the ledger. */
    final void changeLedger(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path TO " + schema);
            statement.execute(sql);
        }
    }
}
