/** How fast lists are planned, erased and resumed on the machine at hand, beside what its disk can do. */
@NullMarked
package io.efface.benchmarks;

import org.jspecify.annotations.NullMarked;
