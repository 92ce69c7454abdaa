/** A vendor's quota shared by several processes through one PostgreSQL table. */
@NullMarked
package io.efface.quota.postgresql;

import org.jspecify.annotations.NullMarked;
