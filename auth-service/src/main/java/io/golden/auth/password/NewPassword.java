package io.golden.auth.password;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A field that sets a password: {@link PasswordRules} hold. */
@Constraint(validatedBy = NewPasswordValidator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface NewPassword {
    String message() default "is not a good password";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
