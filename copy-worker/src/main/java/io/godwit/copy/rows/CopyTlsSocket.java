package io.godwit.copy.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// An encrypted socket whose input, once decrypted, hands rows on in pieces of a handy size.
/// Everything else is the other socket's.
final class CopyTlsSocket extends SSLSocket {
    private final SSLSocket encrypted;
    private final RowMeter meter;
    private @Nullable InputStream input;

    CopyTlsSocket(SSLSocket encrypted, RowMeter meter) {
        this.encrypted = encrypted;
        this.meter = meter;
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        InputStream stream = input;
        if (stream == null) {
            stream = CopyDataStream.ofMessages(encrypted.getInputStream(), meter);
            input = stream;
        }
        return stream;
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return encrypted.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return encrypted.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        encrypted.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return encrypted.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return encrypted.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        encrypted.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
        return encrypted.getSession();
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return encrypted.getHandshakeSession();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return encrypted.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        encrypted.setSSLParameters(parameters);
    }

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
        encrypted.addHandshakeCompletedListener(listener);
    }

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
        encrypted.removeHandshakeCompletedListener(listener);
    }

    @Override
    public void startHandshake() throws IOException {
        encrypted.startHandshake();
    }

    @Override
    public void setUseClientMode(boolean client) {
        encrypted.setUseClientMode(client);
    }

    @Override
    public boolean getUseClientMode() {
        return encrypted.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean needed) {
        encrypted.setNeedClientAuth(needed);
    }

    @Override
    public boolean getNeedClientAuth() {
        return encrypted.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean wanted) {
        encrypted.setWantClientAuth(wanted);
    }

    @Override
    public boolean getWantClientAuth() {
        return encrypted.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean enabled) {
        encrypted.setEnableSessionCreation(enabled);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return encrypted.getEnableSessionCreation();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return encrypted.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        encrypted.close();
    }

    @Override
    public boolean isClosed() {
        return encrypted.isClosed();
    }

    @Override
    public boolean isConnected() {
        return encrypted.isConnected();
    }

    @Override
    public boolean isBound() {
        return encrypted.isBound();
    }

    @Override
    public void setSoTimeout(int milliseconds) throws SocketException {
        encrypted.setSoTimeout(milliseconds);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return encrypted.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        encrypted.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return encrypted.getTcpNoDelay();
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        encrypted.setKeepAlive(on);
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return encrypted.getKeepAlive();
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        encrypted.setReceiveBufferSize(size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return encrypted.getReceiveBufferSize();
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        encrypted.setSendBufferSize(size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return encrypted.getSendBufferSize();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        encrypted.setSoLinger(on, seconds);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return encrypted.getSoLinger();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return encrypted.getInetAddress();
    }

    @Override
    public int getPort() {
        return encrypted.getPort();
    }

    @Override
    public InetAddress getLocalAddress() {
        return encrypted.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return encrypted.getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return encrypted.getRemoteSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return encrypted.getLocalSocketAddress();
    }
}
