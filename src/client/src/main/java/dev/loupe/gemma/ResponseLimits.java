package dev.loupe.gemma;

/**
 * How much of an answer is read before it is given up; what is passed is named in the exception.
 *
 * @param maxFrameBytes the longest event of a stream; 4 MiB unless told
 * @param maxStreamBytes the longest stream; 256 MiB unless told
 * @param maxBodyBytes the longest answer that is not a stream, also after decompression; 32 MiB unless told
 */
public record ResponseLimits(int maxFrameBytes, long maxStreamBytes, int maxBodyBytes) {
    public static final ResponseLimits DEFAULT = new ResponseLimits(4 << 20, 256L << 20, 32 << 20);

    public ResponseLimits {
        if (maxFrameBytes < 1 || maxStreamBytes < 1 || maxBodyBytes < 1) {
            throw new IllegalArgumentException("limits are at least 1 byte");
        }
    }
}
