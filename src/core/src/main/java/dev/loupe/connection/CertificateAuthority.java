package dev.loupe.connection;

import dev.loupe.text.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apiguardian.api.API;

/** A private certificate authority, trusted for one run. There is no option that trusts every certificate. */
@API(status = API.Status.EXPERIMENTAL)
public final class CertificateAuthority {
    private CertificateAuthority() {}

    /**
     * Trusts only the certificates of a PEM file.
     *
     * @throws IllegalArgumentException when the file contains no certificate
     */
    public static SSLContext trusting(Path file) {
        try (InputStream in = InputFile.open(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(file + " contains no certificate; a PEM file is required");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(file + " does not exist; give a PEM file", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    file + " cannot be read; give a PEM file that this user may read", unreadable);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException(file + " contains no certificate; a PEM file is required", unusable);
        }
    }
}
