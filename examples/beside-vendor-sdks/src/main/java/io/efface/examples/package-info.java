/**
 * An application that uses Efface beside the vendors' own SDKs. It may use the published artifacts only, as any other application.
 */
package io.efface.examples;
