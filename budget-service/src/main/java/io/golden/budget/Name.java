package io.golden.budget;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A name that may stand in an account's key: short, printable, and not the {@code *} that means any. Half a surrogate pair
 * is refused, since the database would hold a {@code ?} in its place, and two names would be one.
 */
@Pattern(regexp = "(?!\\*$)(?![\\s\\p{Z}\\p{Cf}]*$)[^\\p{Cc}\\p{Cs}]{1,200}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface Name {
    String message() default "must be 1 to 200 printable characters other than *";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
