package io.couponrush.worker.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says the cure when there is no signing key. */
final class UnusableSigningKeyAnalyzer
        extends AbstractFailureAnalyzer<UnusableSigningKeyException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnusableSigningKeyException cause) {
        return new FailureAnalysis(
                "Nothing can be signed: " + cause.getMessage() + ".",
                """
                Make a key once, and give its path to every worker:
                    openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out signing-key.pem
                    export RUSH_AUTH_SIGNING_KEY=$PWD/signing-key.pem
                RUSH_RECEIPTS_SIGNING_KEY names another such key, or nothing: then there are no receipts.\
                """,
                failure);
    }
}
