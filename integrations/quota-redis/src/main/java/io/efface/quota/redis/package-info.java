/** A vendor's quota shared by several processes through Redis. */
@NullMarked
package io.efface.quota.redis;

import org.jspecify.annotations.NullMarked;
