/** How fast people are deleted, and lists planned, erased and resumed, on the machine at hand, beside peers. */
@NullMarked
package io.efface.benchmarks;

import org.jspecify.annotations.NullMarked;
