package io.efface.erasure.internal.report;

import io.efface.erasure.Report.PageOptions;
import io.efface.erasure.ReportFormat;

/**
 * The form of a report.
 *
 * @param page the language of a text or an HTML page, and the time of an HTML page; other formats ignore them
 */
public record ReportForm(ReportFormat format, PageOptions page) {}
