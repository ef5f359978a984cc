package dev.loupe.serve;

/**
 * An error response to a request.
 *
 * @param message names the parameter where there is one
 */
record RequestRejection(int status, String message) {
    static RequestRejection unauthorized() {
        return new RequestRejection(401, "Unauthorized: send an API key as \"Authorization: Bearer KEY\"");
    }

    static RequestRejection noSuchPath(String path) {
        return new RequestRejection(404, "Cannot find " + path);
    }

    static RequestRejection wrongMethod(String method, String allowed) {
        return new RequestRejection(405, "Method " + method + " is not allowed here, use " + allowed);
    }

    static RequestRejection invalid(String message) {
        return new RequestRejection(400, message);
    }

    /** With 400: 415 is more exact, but AI/ML API documents no 415. */
    static RequestRejection unsupportedMediaType() {
        return invalid("Unsupported content-type: send the body as application/json");
    }

    static RequestRejection tooLarge(int maximum) {
        return new RequestRejection(413, "The request is larger than " + maximum + " bytes");
    }

    static RequestRejection tooSlow(long seconds) {
        return new RequestRejection(408, "The request was not received within " + seconds + " s");
    }
}
