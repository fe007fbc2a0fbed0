/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelaura.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A private certificate authority and a server certificate of it, made for one test run with the JDK's {@code keytool}.
 *
 * <pre>{@code
 * TestCertificates certificates = TestCertificates.create(tempDir);
 * AuraServer server = AuraServer.start(certificates.serverContext());
 * // the client trusts certificates.trustStore(), a PKCS12 file with the password certificates.password()
 * }</pre>
 */
public final class TestCertificates {

    private static final String PASSWORD = "changeit";
    private static final String CA = "ca";
    private static final String SERVER = "server";

    private final Path trustStore;
    private final Path authority;
    private final Path serverCertificate;
    private final Path serverKey;
    private final SSLContext serverContext;
    private final SSLContext clientContext;

    private TestCertificates(
            Path trustStore,
            Path authority,
            Path serverCertificate,
            Path serverKey,
            SSLContext serverContext,
            SSLContext clientContext) {
        this.trustStore = trustStore;
        this.authority = authority;
        this.serverCertificate = serverCertificate;
        this.serverKey = serverKey;
        this.serverContext = serverContext;
        this.clientContext = clientContext;
    }

    /**
     * Makes a certificate for {@code localhost} and {@code 127.0.0.1}.
     *
     * @param folder an existing folder for the files
     * @return the certificates
     */
    public static TestCertificates create(Path folder) {
        return create(folder, "dns:localhost,ip:127.0.0.1");
    }

    /**
     * Makes a certificate for other names, for example to see a client refuse it.
     *
     * @param folder an existing folder for the files
     * @param names the names as {@code keytool} takes them, such as {@code dns:example.org,ip:192.0.2.1}
     * @return the certificates
     */
    public static TestCertificates create(Path folder, String names) {
        Path keys = folder.resolve("keys.p12");
        makeKey(keys, CA, "CN=Test CA", "-ext", "bc:c", "-ext", "ku:c=keyCertSign,cRLSign");
        makeKey(keys, SERVER, "CN=Test server", "-signer", CA, "-ext", "san=" + names, "-ext", "eku=serverAuth");
        try {
            KeyStore all = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());

            Certificate[] chain = {all.getCertificate(SERVER), all.getCertificate(CA)};
            PrivateKey key = (PrivateKey) all.getKey(SERVER, PASSWORD.toCharArray());
            KeyStore serverOnly = emptyStore();
            serverOnly.setKeyEntry(SERVER, key, PASSWORD.toCharArray(), chain);

            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry(CA, all.getCertificate(CA));
            Path trustStore = folder.resolve("truststore.p12");
            try (OutputStream out = Files.newOutputStream(trustStore)) {
                trusted.store(out, PASSWORD.toCharArray());
            }
            return new TestCertificates(
                    trustStore,
                    PemFile.ofCertificates(folder.resolve("ca.crt"), all.getCertificate(CA)),
                    PemFile.ofCertificates(folder.resolve("server.crt"), chain),
                    PemFile.ofKey(folder.resolve("server.key"), key),
                    serverContext(serverOnly),
                    clientContext(trusted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot use the certificates that keytool made", e);
        }
    }

    /**
     * The key and certificate for a server.
     *
     * @return a context for the server's side
     */
    public SSLContext serverContext() {
        return serverContext;
    }

    /**
     * The trust in the certificate authority.
     *
     * @return a context for the client's side
     */
    public SSLContext clientContext() {
        return clientContext;
    }

    /**
     * The server's certificate and that of the authority in PEM, for servers not written in Java.
     *
     * @return the file
     */
    public Path serverCertificate() {
        return serverCertificate;
    }

    /**
     * The server's key in PEM, not encrypted.
     *
     * @return the file
     */
    public Path serverKey() {
        return serverKey;
    }

    /**
     * The certificate authority as a PKCS12 trust store.
     *
     * @return the file
     */
    public Path trustStore() {
        return trustStore;
    }

    /**
     * The certificate authority in PEM, for clients not written in Java.
     *
     * @return the file
     */
    public Path authority() {
        return authority;
    }

    /**
     * The password of the trust store.
     *
     * @return the password
     */
    public String password() {
        return PASSWORD;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static SSLContext serverContext(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static SSLContext clientContext(KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static void makeKey(Path store, String alias, String name, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                // Valid from an hour ago, for clocks that do not quite agree.
                "-startdate",
                "-1H",
                "-validity",
                "2"));
        Collections.addAll(command, more);
        try {
            run(command);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run keytool", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool ran", e);
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        keytool.getOutputStream().close();
        try (InputStream output = keytool.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool failed: " + said);
            }
        } finally {
            keytool.destroyForcibly();
        }
    }
}
