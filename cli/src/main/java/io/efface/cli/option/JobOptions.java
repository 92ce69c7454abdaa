package io.efface.cli.option;

import picocli.CommandLine.Option;

/** The options for the job, its ledger, its accounts and its keys. */
public final class JobOptions extends LocationOptions {
    @Option(
            names = "--job",
            required = true,
            paramLabel = "NAME",
            description = "Name of the job: 1 to 40 characters of a-z, 0-9 and -.")
    private String job = "";

    public String job() {
        return job;
    }
}
