package dev.loupe.serve;

/**
 * Why a request gets no completion.
 *
 * @param message names the parameter where there is one
 */
record Refusal(int status, String message) {
    static Refusal unauthorized() {
        return new Refusal(401, "Unauthorized: send an API key as \"Authorization: Bearer KEY\"");
    }

    static Refusal noSuchPath(String path) {
        return new Refusal(404, "Cannot find " + path);
    }

    static Refusal wrongMethod(String method, String allowed) {
        return new Refusal(405, "Method " + method + " is not allowed here, use " + allowed);
    }

    static Refusal invalid(String message) {
        return new Refusal(400, message);
    }

    static Refusal tooLarge(int most) {
        return new Refusal(413, "The request is larger than " + most + " bytes");
    }

    static Refusal tooSlow(long seconds) {
        return new Refusal(408, "The request did not come in within " + seconds + " s");
    }
}
