package io.couponrush.system.lab;

import io.couponrush.system.load.Answer;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Names an answer. */
final class Kind {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Kind() {}

    /** The status, and the problem's code if it has one. */
    static String of(Answer answer) {
        String status = Integer.toString(answer.status());
        if (answer.status() < 300) {
            return status;
        }
        try {
            JsonNode code = JSON.readTree(answer.body()).path("code");
            return code.isString() ? status + " " + code.stringValue() : status;
        } catch (JacksonException e) {
            return status;
        }
    }

    /** Yes, or a no that says what is true. */
    static boolean isRight(int status, String kind) {
        return status < 300 || kind.equals("409 SOLD_OUT") || kind.equals("409 ALREADY_ISSUED");
    }
}
