/** An application with the Spring Boot starter. It uses only efface-core; the starter defines the beans. */
package io.efface.examples.boot;
