/**
 * What an application implements to observe or forbid calls: for audit, tenancy or measurement. It may use {@code io.efface} only.
 */
@NullMarked
package io.efface.interceptor;

import org.jspecify.annotations.NullMarked;
