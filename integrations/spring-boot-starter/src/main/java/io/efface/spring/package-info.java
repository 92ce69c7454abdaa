/**
 * Accounts as beans of applications with Spring Boot 3.5 or 4. Applications use only {@link
 * io.efface.spring.FaceRepositoriesBuilderCustomizer}; the other types configure themselves. This package may use core, Spring Boot, and
 * optionally erasure, micrometer and Spring Cloud.
 */
@NullMarked
package io.efface.spring;

import org.jspecify.annotations.NullMarked;
