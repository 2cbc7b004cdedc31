package io.golden.budget;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A {@link Name}, or the {@code *} that means any. */
@Pattern(regexp = "(?![\\s\\p{Z}\\p{Cf}]*$)[^\\p{Cc}\\p{Cs}]{1,200}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface NameOrAny {
    String message() default "must be 1 to 200 printable characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
