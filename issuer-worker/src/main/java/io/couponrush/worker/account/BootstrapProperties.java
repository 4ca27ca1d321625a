package io.couponrush.worker.account;

import jakarta.validation.constraints.AssertTrue;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The first ADMIN, made at start if there is no account of that name.
 *
 * @param adminName empty: none is made
 * @param adminPassword not empty if the name isn't
 */
@Validated
@ConfigurationProperties("rush.bootstrap")
record BootstrapProperties(
        @DefaultValue("") String adminName, @DefaultValue("") String adminPassword) {

    @AssertTrue(
            message =
                    "RUSH_BOOTSTRAP_ADMIN_NAME and RUSH_BOOTSTRAP_ADMIN_PASSWORD must follow the"
                            + " rules of sign-up: a name of 3 to 32 of a-z 0-9 . _ -, a password of"
                            + " 8 to 72 bytes; or both be unset")
    boolean isFit() {
        return adminName.isEmpty()
                ? adminPassword.isEmpty()
                : adminName.matches(CredentialRules.USERNAME)
                        && CredentialRules.isFitPassword(adminPassword);
    }

    @Override
    public String toString() {
        return "BootstrapProperties[adminName=" + adminName + "]";
    }
}
