/**
 * The interfaces that an application implements to observe or forbid calls, for audit, tenancy or measurement. This package uses only
 * {@code io.efface}.
 */
@NullMarked
package io.efface.interceptor;

import org.jspecify.annotations.NullMarked;
