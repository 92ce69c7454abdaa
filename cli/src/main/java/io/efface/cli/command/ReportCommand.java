package io.efface.cli.command;

import io.efface.PersonId;
import io.efface.cli.option.LocationOptions;
import io.efface.cli.option.Operands;
import io.efface.cli.option.ReceiptsOptions;
import io.efface.cli.output.CommandResult;
import io.efface.cli.output.HelpLayout;
import io.efface.cli.output.LibraryTexts;
import io.efface.cli.output.Output;
import io.efface.cli.output.PersonOutput;
import io.efface.cli.process.CliContext;
import io.efface.cli.process.ExitStatus;
import io.efface.cli.process.Message;
import io.efface.cli.process.OptionPaths;
import io.efface.cli.process.UsageException;
import io.efface.erasure.LedgerAddress;
import io.efface.erasure.PersonReport;
import io.efface.erasure.ReceiptsCheck;
import io.efface.erasure.Report;
import io.efface.erasure.Report.PageOptions;
import io.efface.erasure.ReportFormat;
import io.efface.erasure.ReportSummary;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reports the outcome of a job, or what all jobs did about one person. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        header = "Print the results of a job, or of one person in all jobs.",
        description = "Works while the job runs. Shows keyed hashes and line numbers in place of ids. Only --with-ids"
                + " writes ids, into a new file that only you can read. If the public key exists, the report first"
                + " checks the numbers against the receipts. If the numbers differ, the exit code is 1.",
        footerHeading = HelpLayout.EXAMPLES,
        footer = {
            "  efface report --ledger sqlite:ledger/efface.db --job leavers --format json",
            "  efface report --ledger sqlite:ledger/efface.db --job leavers \\",
            "      --format certificate --lang zh",
            "  efface report --ledger sqlite:ledger/efface.db --person - < person.txt"
        })
public final class ReportCommand extends JobCommand {
    private static final Set<ReportFormat> PAGES = Set.of(ReportFormat.HTML, ReportFormat.CERTIFICATE);

    @Mixin
    private final LocationOptions location = new LocationOptions();

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "Name of the job: 1 to 40 characters of a-z, 0-9 and -.")
    private @Nullable String job;

    @Option(
            names = "--person",
            paramLabel = "-",
            description = "Read the id of a person or a subject from standard input, and report what every job of the"
                    + " ledger did about it. Needs the key folder.")
    private @Nullable String person;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Format of the report: text, json, csv, html or certificate (default: text).")
    private @Nullable ReportFormat format;

    @Option(
            names = "--with-ids",
            paramLabel = "FILE",
            description = "Write the report with ids into this new file, readable by its owner only.")
    private @Nullable String withIds;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description =
                    "Public key for the check of the numbers (default: signing.pub in the key folder, if it exists).")
    private @Nullable String publicKey;

    public ReportCommand(CliContext context) {
        super(context);
    }

    @Override
    CommandResult execute() throws IOException {
        if (person != null) {
            return reportPerson();
        }
        if (job == null) {
            throw new UsageException(
                    Message.of("Missing required option: '--job=NAME'"),
                    Message.of("or --person -, to report one person"));
        }
        ReportFormat written = format != null ? format : isJson() ? ReportFormat.JSON : ReportFormat.TEXT;
        if (isJson() && PAGES.contains(written)) {
            throw new UsageException(
                    Message.of("--json cannot be combined with --format html or --format certificate"));
        }
        if (withIds != null && written == ReportFormat.CERTIFICATE) {
            throw new UsageException(
                    Message.of("--with-ids cannot be combined with --format certificate, which never contains ids"));
        }
        LedgerAddress ledger = location.existing(context());
        PageOptions page =
                PageOptions.of(context().language().locale(), context().clock());
        if (withIds != null) {
            Path file = OptionPaths.path("--with-ids", withIds);
            ReportSummary summary = Report.writeWithIds(ledger, job, written, page, location.openKeys(context()), file);
            context().printMessage(Message.of("The report with ids is in {0}.", file));
            return result(summary);
        }
        ReportSummary summary = Report.write(
                ledger, job, written, page, key(), macKey(), context().out());
        Output.check(context().out());
        return result(summary);
    }

    private CommandResult reportPerson() {
        if (!Operands.STANDARD_INPUT.equals(person)) {
            throw new UsageException(Message.of("--person reads the id from standard input only; give '-'"));
        }
        if (job != null || format != null || withIds != null || publicKey != null) {
            throw new UsageException(
                    Message.of("--person reports all jobs as text or, with --json, as JSON; leave out --job, --format,"
                            + " --with-ids and --public-key"));
        }
        LedgerAddress ledger = location.existing(context());
        if (context().terminal().isInteractive()) {
            context()
                    .printMessage(Message.of(
                            "Type the id, press Enter, and then press Ctrl-D (on Windows: Ctrl-Z and Enter)."));
        }
        Operands<PersonId> operands =
                Operands.people(List.of(Operands.STANDARD_INPUT), context().in());
        Set<PersonId> ids = operands.ids();
        if (ids.size() != 1) {
            throw new UsageException(
                    Message.of("--person: standard input contains {0} ids, and must contain one", ids.size()));
        }
        PersonReport report = PersonReport.read(
                ledger, location.openKeys(context()), ids.iterator().next());
        PersonOutput output = new PersonOutput(
                out(), context().clock().getZone(), doubt(operands).orElse(null));
        if (isJson()) {
            output.doubt().ifPresent(context()::printMessage);
            output.json(report);
        } else {
            output.text(report);
        }
        return PersonOutput.result(report);
    }

    /** Returns why the id is probably not the id of the intended person; empty if there is no reason. */
    private static Optional<Message> doubt(Operands<PersonId> operands) {
        return operands.doubt()
                .or(() -> Normalizer.isNormalized(operands.first().value(), Normalizer.Form.NFKC)
                        ? Optional.empty()
                        : Optional.of(Message.of("the id contains a character that has a more usual form, such as a"
                                + " full-width letter")));
    }

    private @Nullable SealKey key() {
        if (publicKey != null) {
            return ReceiptsOptions.readPublicKey(OptionPaths.file("--public-key", publicKey));
        }
        Path defaultFile = location.keyFolder(context()).resolve("signing.pub");
        return Files.isRegularFile(defaultFile) ? ReceiptsOptions.readPublicKey(defaultFile) : null;
    }

    /** Returns the HMAC key for events without a seal, or null if the key folder lacks this key or {@code --public-key} was given. */
    private @Nullable MacKey macKey() {
        return publicKey == null ? MacKey.read(location.keyFolder(context())).orElse(null) : null;
    }

    /** Returns the result of a report, which depends only on the check against the receipts. */
    static CommandResult result(ReportSummary summary) {
        ReceiptsCheck check = summary.check();
        return check == null || check.isSound()
                ? CommandResult.done()
                : CommandResult.of(ExitStatus.OTHER, LibraryTexts.of(check));
    }
}
