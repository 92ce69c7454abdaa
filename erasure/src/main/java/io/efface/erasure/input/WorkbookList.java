package io.efface.erasure.input;

import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.workbook.SheetRows;
import io.efface.erasure.internal.workbook.Workbook;
import io.efface.erasure.internal.workbook.WorkbookException;
import io.efface.erasure.internal.workbook.WorkbookSheet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens a list that is a workbook. */
final class WorkbookList {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final String LIBRARY = "org.dhatim.fastexcel.reader.ReadableWorkbook";
    /** The maximum size in bytes of a workbook that is not a file. Such a workbook is kept in memory. */
    private static final int MAX_STREAM_SIZE = 100 << 20;

    private final InputSource source;
    private final ListOptions options;
    private final ListName name;

    WorkbookList(InputSource source, ListOptions options, ListName name) {
        this.source = source;
        this.options = options;
        this.name = name;
    }

    /** Returns whether a source begins like a zip file. A workbook is a zip file. */
    static boolean isZip(InputSource source) {
        return Arrays.equals(source.head(ZIP.length), ZIP);
    }

    /**
     * Checks that the options fit a workbook, and returns its format.
     *
     * @throws ErasureException of reason {@code INPUT} if the options name another format, a charset or a delimiter
     */
    FormatGuess format() {
        InputFormat given = options.format().orElse(InputFormat.XLSX);
        if (given != InputFormat.XLSX) {
            throw name.rejected("is a workbook or a zip file, not text; leave " + name.option("format")
                    + " out if it is a workbook, or save as CSV UTF-8");
        }
        if (options.charset().isPresent() || options.delimiter().isPresent()) {
            String option = options.charset().isPresent() ? "charset" : "delimiter";
            throw name.rejected("is a workbook or a zip file, not text; leave " + name.option(option)
                    + " out if it is a workbook, or save as CSV UTF-8");
        }
        return new FormatGuess(
                InputFormat.XLSX, options.format().isPresent() ? FormatOrigin.GIVEN : FormatOrigin.CONTENT);
    }

    /**
     * Opens the workbook and chooses a sheet.
     *
     * @param isHold whether the list is a hold list, so that a row may name a subject and no person, and the list may be empty
     * @throws ErasureException of reason {@code INPUT} if the workbook or its first row cannot be used, if no sheet can be chosen, or if
     *     the library that reads workbooks is missing
     */
    Rows rows(ListIdCheck ids, boolean isHold) {
        requireLibrary();
        Workbook workbook = open();
        boolean isOpen = false;
        try {
            WorkbookSheet sheet = sheet(workbook.sheets());
            if (sheet.isEmpty() && !isHold) {
                throw name.rejected("is empty; the first row of a sheet is a header");
            }
            Rows rows = sheet.isEmpty()
                    ? new NoRows(workbook)
                    : new WorkbookRows(source, name, workbook, sheet, rows(sheet), options, ids, isHold);
            isOpen = true;
            return rows;
        } finally {
            if (!isOpen) {
                InputSource.closeQuietly(workbook);
            }
        }
    }

    /** The rows of a hold list without ids. */
    private record NoRows(Workbook workbook) implements Rows {
        @Override
        public @Nullable InputRow next() {
            return null;
        }

        @Override
        public boolean canNameAccounts() {
            return false;
        }

        @Override
        public void close() throws IOException {
            workbook.close();
        }
    }

    private SheetRows rows(WorkbookSheet sheet) {
        try {
            return sheet.open();
        } catch (WorkbookException e) {
            throw name.rejected(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    private Workbook open() {
        Path file = source.localFile();
        try {
            return file == null ? Workbook.open(bytes()) : Workbook.open(file);
        } catch (WorkbookException e) {
            throw name.rejected(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    private byte[] bytes() throws IOException {
        try (InputStream in = source.open()) {
            byte[] bytes = in.readNBytes(MAX_STREAM_SIZE + 1);
            if (bytes.length > MAX_STREAM_SIZE) {
                throw name.rejected("is a workbook of more than " + (MAX_STREAM_SIZE >> 20)
                        + " MB, which can only be read from a file; give the name of the file");
            }
            return bytes;
        }
    }

    private void requireLibrary() {
        try {
            Class.forName(LIBRARY, false, WorkbookList.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw name.rejected(
                    "is a workbook, and the library org.dhatim:fastexcel-reader, which reads workbooks, is not on the"
                            + " class path; add it, or save as CSV UTF-8");
        }
    }

    /** Returns the chosen sheet, or the only sheet with content. If all sheets are empty, returns one of them. */
    private WorkbookSheet sheet(List<WorkbookSheet> sheets) {
        List<WorkbookSheet> filled =
                sheets.stream().filter(sheet -> !sheet.isEmpty()).toList();
        String chosen = options.sheet().orElse(null);
        if (chosen == null) {
            if (filled.size() > 1) {
                throw name.rejected("has " + filled.size() + " sheets with content, number " + numbers(filled)
                        + " from the left; choose one by its number or name, such as " + name.option("sheet") + " "
                        + filled.get(0).number());
            }
            return filled.stream()
                    .findFirst()
                    .or(() -> sheets.stream().findFirst())
                    .orElseThrow(() -> name.rejected("is a workbook without sheets"));
        }
        List<WorkbookSheet> matching = sheets.stream()
                .filter(sheet ->
                        sheet.isNamed(chosen) || String.valueOf(sheet.number()).equals(chosen))
                .toList();
        if (matching.size() > 1) {
            throw name.rejected("has two sheets for " + name.option("sheet")
                    + ", because the name of one is the number of the other; rename one of them");
        }
        if (matching.isEmpty()) {
            throw name.rejected("does not have the sheet that " + name.option("sheet") + " names; "
                    + (filled.isEmpty()
                            ? "all sheets are empty"
                            : "the sheets with content have the numbers " + numbers(filled)));
        }
        return matching.get(0);
    }

    /** Returns the numbers of sheets. Their names are not shown, because a name may be the name of a person. */
    private static String numbers(List<WorkbookSheet> sheets) {
        return sheets.stream()
                .map(sheet -> sheet.number() + (sheet.isHidden() ? " (hidden)" : ""))
                .collect(Collectors.joining(", "));
    }
}
