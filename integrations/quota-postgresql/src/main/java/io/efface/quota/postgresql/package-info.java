/**
 * A quota store that several processes share through one PostgreSQL table. It may use core, policy and JDBC; the application supplies the
 * driver and the pool.
 */
@NullMarked
package io.efface.quota.postgresql;

import org.jspecify.annotations.NullMarked;
