package io.efface.erasure.internal.workbook;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/** An open workbook whose parts were checked. For one thread. */
public final class Workbook implements Closeable {
    private final ReadableWorkbook workbook;
    private final List<WorkbookSheet> sheets;

    private Workbook(ReadableWorkbook workbook, List<WorkbookSheet> sheets) {
        this.workbook = workbook;
        this.sheets = List.copyOf(sheets);
    }

    /**
     * Opens and checks a file.
     *
     * @throws WorkbookException if the file is not a workbook, is damaged or too large
     * @throws IOException if the thread was interrupted
     */
    public static Workbook open(Path file) throws IOException {
        return open(
                ZipFile.builder().setPath(file),
                (copy, options) -> copy == null
                        ? new ReadableWorkbook(file.toFile(), options)
                        : new ReadableWorkbook(new ByteArrayInputStream(copy), options));
    }

    /**
     * Opens and checks the bytes of a file.
     *
     * @throws WorkbookException if the bytes are not a workbook, or are damaged or too large
     * @throws IOException if the thread was interrupted
     */
    public static Workbook open(byte[] bytes) throws IOException {
        return open(
                ZipFile.builder().setByteArray(bytes),
                (copy, options) ->
                        new ReadableWorkbook(new ByteArrayInputStream(copy == null ? bytes : copy), options));
    }

    /** Opens a workbook, or a copy of it, with the library. */
    @FunctionalInterface
    private interface Opening {
        ReadableWorkbook open(byte @Nullable [] copy, ReadingOptions options) throws IOException;
    }

    private static Workbook open(ZipFile.Builder file, Opening opening) throws IOException {
        Checked checked = calling(() -> check(file));
        // If the library has to read formats, it does not open a workbook that has no part for formats.
        ReadingOptions options = new ReadingOptions(checked.check().hasStyles(), true);
        ReadableWorkbook opened = calling(() -> opening.open(checked.copy(), options));
        boolean isOpen = false;
        try {
            Workbook workbook = new Workbook(opened, sheets(opened, checked.check()));
            isOpen = true;
            return workbook;
        } finally {
            if (!isOpen) {
                opened.close();
            }
        }
    }

    /**
     * A workbook that was checked. If the library must read a copy instead of the workbook, the second component is this copy; otherwise
     * null.
     */
    @SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
    private record Checked(WorkbookCheck check, byte @Nullable [] copy) {}

    private static Checked check(ZipFile.Builder file) throws IOException {
        try (ZipFile zip = file.get()) {
            WorkbookCheck check = new WorkbookCheck(zip);
            check.check();
            return new Checked(check, check.copyForLibrary());
        }
    }

    private static List<WorkbookSheet> sheets(ReadableWorkbook workbook, WorkbookCheck check) {
        List<WorkbookSheet> sheets = new ArrayList<>();
        int number = 0;
        for (Sheet sheet : workbook.getSheets().toList()) {
            number++;
            if (sheet.getId() == null || sheet.getName() == null) {
                throw new WorkbookException("is damaged: a sheet has no name or no content");
            }
            SheetFacts facts = check.sheet(sheet.getId());
            if (facts != null) {
                boolean isHidden = sheet.getVisibility() != SheetVisibility.VISIBLE;
                sheets.add(new WorkbookSheet(number, sheet.getName(), isHidden, sheet, facts));
            }
        }
        return sheets;
    }

    /** Returns the sheets that have cells. Charts, which are sheets without cells, are left out. */
    public List<WorkbookSheet> sheets() {
        return sheets;
    }

    /** An operation of a library. */
    @FunctionalInterface
    interface Call<T> {
        T get() throws IOException;
    }

    /**
     * Calls a library. The libraries throw several kinds of runtime exceptions for a damaged workbook. Their messages are not used, because
     * they may contain cells.
     *
     * @throws WorkbookException instead of the exceptions of the library
     * @throws IOException if the thread was interrupted
     */
    static <T> T calling(Call<T> call) throws IOException {
        try {
            return call.get();
        } catch (WorkbookException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ClosedByInterruptException || cause instanceof InterruptedIOException) {
                    throw (IOException) cause;
                }
            }
            throw new WorkbookException(
                    "is a damaged or incomplete workbook; copy the file again, or save as CSV UTF-8");
        }
    }

    @Override
    public void close() throws IOException {
        workbook.close();
    }
}
