package dev.loupe.serve.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes of a body that are not redacted yet and do not stay in memory. Secrets are found in the whole body only, and no secret may
 * reach the disk: the file is encrypted with a key that is in memory alone. The file has no name after it is opened.
 */
final class EncryptedOverflow implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final FileChannel file;
    private final byte[] key = new byte[32];
    private final byte[] start = new byte[16];
    private final Cipher cipher;
    private int length;

    EncryptedOverflow(Path folder, String name) throws IOException {
        RANDOM.nextBytes(key);
        RANDOM.nextBytes(start);
        cipher = cipher(Cipher.ENCRYPT_MODE, key, start);
        file = FileChannel.open(
                folder.resolve("." + name + ".overflow"),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                PrivateFiles.attributes(folder));
    }

    static Cipher cipher(int mode, byte[] key, byte[] start) {
        try {
            Cipher result = Cipher.getInstance("AES/CTR/NoPadding");
            result.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
            return result;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has AES", missing);
        }
    }

    void add(byte[] bytes) throws IOException {
        byte[] encrypted = cipher.update(bytes);
        ByteBuffer rest = ByteBuffer.wrap(encrypted == null ? new byte[0] : encrypted);
        while (rest.hasRemaining()) {
            file.write(rest);
        }
        length += bytes.length;
    }

    /** All bytes so far. */
    byte[] bytes() throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer encrypted = ByteBuffer.wrap(bytes);
        while (encrypted.hasRemaining() && file.read(encrypted, encrypted.position()) >= 0) {
            // reads until the buffer is full
        }
        try {
            cipher(Cipher.DECRYPT_MODE, key, start).update(bytes, 0, length, bytes);
        } catch (ShortBufferException impossible) {
            throw new IllegalStateException("CTR keeps the length", impossible);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
