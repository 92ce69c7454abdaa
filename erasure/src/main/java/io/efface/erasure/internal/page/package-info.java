/**
 * Writes the HTML pages about a job, a report and a certificate, in several languages. The pages contain no script, load nothing, and
 * escape every value. This package reads no ledger. It may use core and the public packages of erasure.
 */
@NullMarked
package io.efface.erasure.internal.page;

import org.jspecify.annotations.NullMarked;
