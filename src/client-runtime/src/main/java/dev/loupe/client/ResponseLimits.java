package dev.loupe.client;

/**
 * Size limits of responses. The exception names the limit that is exceeded.
 *
 * @param maxFrameBytes the longest event of a stream; default 4 MiB
 * @param maxStreamBytes the longest stream; default 256 MiB
 * @param maxBodyBytes the longest non-streaming response, also after decompression; default 32 MiB
 */
public record ResponseLimits(int maxFrameBytes, long maxStreamBytes, int maxBodyBytes) {
    public static final ResponseLimits DEFAULT = new ResponseLimits(4 << 20, 256L << 20, 32 << 20);

    public ResponseLimits {
        if (maxFrameBytes < 1 || maxStreamBytes < 1 || maxBodyBytes < 1) {
            throw new IllegalArgumentException("limits must be at least 1 byte");
        }
    }
}
