package io.efface.erasure;

import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.ReceiptsSource.Line;
import io.efface.erasure.ReceiptsSource.Signed;
import io.efface.erasure.keys.FileFailure;
import io.efface.erasure.keys.KeyFolder;
import io.efface.erasure.keys.MacKey;
import io.efface.erasure.keys.SealKey;
import io.efface.erasure.keys.SealSigner;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * Checks and hands out the receipts of a job: events of what was done, under seals that are chained and signed. Everything here reads
 * only, needs no lock and no secret key, and may run while the job does. Thread-safe.
 */
public final class Receipts {
    private Receipts() {}

    /**
     * Checks a job's receipts in a ledger, and whether the ledger's rows say what they say: state, outcome, evidence and all that a
     * report tells of each target and face, the plan, and the totals of a final seal.
     *
     * @param key what the seals must be signed with
     * @param ledger the ledger's file
     * @param job the job's name
     * @throws ErasureException if the ledger cannot be read, or there is no such job
     */
    public static ReceiptsCheck verify(SealKey key, Path ledger, String job) {
        return check(ledger, tx -> RowsVerifier.check(key, null, tx, Ledger.job(tx, job)));
    }

    /**
     * Checks a job's receipts as {@link #verify(SealKey, Path, String)} does, and also whether the job wrote the events that no seal
     * covers yet, by their HMACs. If the key is not the job's, the answer says that they are not authenticated.
     *
     * @param key what the seals must be signed with
     * @param mac what the events after the last seal must be authenticated with
     * @param ledger the ledger's file
     * @param job the job's name
     * @throws ErasureException if the ledger cannot be read, or there is no such job
     */
    public static ReceiptsCheck verify(SealKey key, MacKey mac, Path ledger, String job) {
        return check(ledger, tx -> RowsVerifier.check(key, mac, tx, Ledger.job(tx, job)));
    }

    /** Checks the receipts in a ledger by themselves, whatever its rows say. */
    static ReceiptsCheck verifyAlone(SealKey key, Path ledger, String job) {
        return check(ledger, tx -> {
            try (LedgerReceipts source = LedgerReceipts.open(tx, job)) {
                return new ReceiptsVerifier(key, source).check();
            }
        });
    }

    /** A check of one moment of a ledger. */
    private interface Check {
        ReceiptsCheck of(Transaction tx) throws IOException, SQLException;
    }

    private static ReceiptsCheck check(Path ledger, Check check) {
        try (Transaction tx = LedgerReceipts.snapshot(Ledger.view(ledger))) {
            return check.of(tx);
        } catch (SQLException e) {
            throw unreadable(ledger, e);
        } catch (IOException e) {
            throw new ErasureException(Reason.INPUT, "the receipts cannot be read", e);
        }
    }

    /**
     * Checks receipts in a folder that {@link #export} made, and whether their events come to the totals of the final seal. Whether they are those of the job in question is for the caller to see:
     * {@link ReceiptsCheck#ledger()}, {@link ReceiptsCheck#job()} and {@link ReceiptsCheck#digest()} tell.
     *
     * @param key what the seals must be signed with; not the one that lies in the folder, unless it is known from elsewhere
     * @throws ErasureException of reason {@code INPUT} if the folder does not hold the files of an export
     */
    public static ReceiptsCheck verify(SealKey key, Path folder) {
        try (ReceiptsSource source = FolderReceipts.open(folder);
                FolderReceipts.Again events = new FolderReceipts.Again(folder)) {
            EventFold fold = new EventFold(0);
            EventTotals totals = new EventTotals(fold, new FaceFold(fold.trails(), events));
            return new ReceiptsVerifier(key, null, source, totals).check();
        } catch (IOException | SQLException e) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the folder " + folder.toAbsolutePath() + " does not hold receipts that can be read: "
                            + FolderReceipts.EVENTS + ", " + FolderReceipts.SEALS + " and " + FolderReceipts.SIGNATURES,
                    e);
        }
    }

    /**
     * Restores the rows of a job from its events, where they are not what the events say, and records that as {@code OVERRIDDEN}. Encrypted
     * ids, hashes and rows that were removed are not in the events: what still differs then is in the answer. Cells of a wrong type are
     * emptied first if the events hold their values, or if no receipt covers them and the job can do without. What it restores is left
     * alone by runs for two minutes, because a request may still arrive.
     *
     * @param ledger taken for this process
     * @param keys the job's keys, which seal the record
     * @throws ErasureException of reason {@code ROWS_DIFFER} if the receipts are broken, or the hold list is not the one that was recorded:
     *     nothing is changed then; {@code LEDGER_UNREADABLE} if a cell is of a wrong type and no event holds its value;
     *     {@code WRONG_STATE} if the job is being run; {@code EVENT_FORGED} if an event that no seal covers is not the job's, {@code OLD_TAIL} if it is an older
     *     version's; {@code NO_SUCH_JOB}, and the reasons of the keys
     */
    public static RepairSummary repair(Ledger ledger, KeyFolder keys, Clock clock, String job) {
        Job found = ledger.writer().write(tx -> Job.findDamaged(tx, job)).orElseGet(() -> ledger.job(job));
        SealSigner signer = keys.signer(found.keys());
        Ledger.Occupation occupation = ledger.occupy(found);
        try (occupation) {
            RepairSummary summary = ledger.writer().write(tx -> {
                int cells = RowsRepair.clear(tx, found);
                new JobReceipts(ledger, keys, clock).open(tx, Ledger.job(tx, job), false);
                MacKey mac = MacKey.read(keys.folder()).orElse(null);
                return RowsRepair.apply(tx, Ledger.job(tx, job), cells, signer.publicKey(), mac, clock);
            });
            new Sealer(ledger.writer(), ledger.id(), found, signer, clock).sealAll();
            return summary;
        }
    }

    /**
     * Writes a job's receipts into files that other tools can check: {@code events.ndjson} and {@code seals.ndjson}, one a line,
     * {@code signatures.base64}, a line for each seal, and {@code public.pem}. They are for their owner alone. The job may go on
     * meanwhile: what is written is one moment of it.
     *
     * @param key the job's own, which goes along
     * @param ledger the ledger's file
     * @param job the job's name
     * @param folder a new or empty one
     * @throws ErasureException of reason {@code KEYS_DIFFER} if the key is not the job's, {@code INPUT} if the folder is neither new nor
     *     empty or cannot be written, or if the ledger cannot be read
     */
    public static void export(SealKey key, Path ledger, String job, Path folder) {
        try (Transaction tx = LedgerReceipts.snapshot(Ledger.view(ledger));
                LedgerReceipts source = LedgerReceipts.open(tx, job)) {
            if (!source.job().keys().contains(key.fingerprint())) {
                throw new ErasureException(
                        Reason.KEYS_DIFFER, "the job's seals are signed with another key than this one");
            }
            PrivateFiles.makeFolder(folder);
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new ErasureException(
                            Reason.INPUT, "the folder " + folder.toAbsolutePath() + " is not empty; name a new one");
                }
            }
            write(source, folder);
            try (OutputStream out = PrivateFiles.create(folder.resolve(FolderReceipts.PUBLIC))) {
                out.write(key.pem().getBytes(StandardCharsets.US_ASCII));
            }
        } catch (SQLException e) {
            throw unreadable(ledger, e);
        } catch (IOException e) {
            throw new ErasureException(
                    Reason.INPUT,
                    "the receipts cannot be written to " + folder.toAbsolutePath() + ": "
                            + FileFailure.sentence(e, folder),
                    e);
        }
    }

    private static void write(LedgerReceipts source, Path folder) throws IOException, SQLException {
        try (OutputStream out = buffered(folder.resolve(FolderReceipts.EVENTS))) {
            for (Line line = source.nextEvent(); line != null; line = source.nextEvent()) {
                byte[] bytes = line.bytes();
                // What is no event stays visible as a line that is none.
                out.write(bytes == null ? new byte[] {'\n'} : bytes);
            }
        }
        try (OutputStream seals = buffered(folder.resolve(FolderReceipts.SEALS));
                OutputStream signatures = buffered(folder.resolve(FolderReceipts.SIGNATURES))) {
            for (Signed seal = source.nextSeal(); seal != null; seal = source.nextSeal()) {
                seals.write(seal.bytes());
                seals.write('\n');
                byte[] signature = seal.signature();
                signatures.write(Base64.getEncoder().encode(signature == null ? new byte[0] : signature));
                signatures.write('\n');
            }
        }
    }

    private static OutputStream buffered(Path file) throws IOException {
        return new BufferedOutputStream(PrivateFiles.create(file), 1 << 16);
    }

    private static ErasureException unreadable(Path ledger, SQLException e) {
        return SqliteFailure.exception(
                Reason.LEDGER_UNREADABLE, "the ledger " + ledger.toAbsolutePath() + " cannot be read", e);
    }
}
