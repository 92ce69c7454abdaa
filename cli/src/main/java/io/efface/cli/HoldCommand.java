package io.efface.cli;

import picocli.CommandLine.Command;

/** The people and subjects of a job that must not be touched. */
@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        description = "Changes the list of people and subjects of a job that must not be touched.")
final class HoldCommand {}
