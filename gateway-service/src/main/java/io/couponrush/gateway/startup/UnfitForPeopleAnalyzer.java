package io.couponrush.gateway.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

final class UnfitForPeopleAnalyzer extends AbstractFailureAnalyzer<UnfitForPeopleException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnfitForPeopleException cause) {
        return new FailureAnalysis(
                "The profile prod does not start like this:"
                        + System.lineSeparator()
                        + cause.getMessage(),
                "Make a random one of 16 or more characters (openssl rand -hex 24) and give it as"
                        + " an environment variable or as a file of that name in /run/secrets.",
                root);
    }
}
