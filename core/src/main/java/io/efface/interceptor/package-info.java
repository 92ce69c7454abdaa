/** What an application implements to observe or forbid calls: for audit, tenancy or measurement. */
@NullMarked
package io.efface.interceptor;

import org.jspecify.annotations.NullMarked;
