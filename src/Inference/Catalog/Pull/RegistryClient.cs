using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rlar.Inference.Catalog.Pull;

/// <summary>The HTTP client for a registry: with the proxy and the certificates of npm's settings and of the environment.</summary>
internal static class RegistryClient
{
    private const string NodeCertificates = "NODE_EXTRA_CA_CERTS";

    /// <summary>Makes it; the system's proxy variables and SSL_CERT_FILE are heeded by .NET itself.</summary>
    /// <exception cref="InferenceException">A file of certificates cannot be read, or the proxy's address is none.</exception>
    internal static HttpClient Create(NpmSettings settings, TimeSpan patience)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = patience, AllowAutoRedirect = true, AutomaticDecompression = DecompressionMethods.None };
        if (settings.SecureProxy is { } proxy)
            handler.Proxy = Proxy(proxy, settings.NoProxy);
        if (Extra(settings) is { Count: > 0 } roots)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors, roots);
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, DefaultRequestHeaders = { { "User-Agent", "rlar" } } };
    }

    private static WebProxy Proxy(string address, string? except)
    {
        if (!Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : "http://" + address, UriKind.Absolute, out var proxy))
            throw new InferenceException($"npm's proxy '{address}' is no address. Check npm config get https-proxy.");
        var made = new WebProxy(proxy) { BypassProxyOnLocal = true };
        foreach (var host in (except ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            made.BypassArrayList.Add(System.Text.RegularExpressions.Regex.Escape(host.TrimStart('.', '*')) + "(:[0-9]+)?$");
        if (proxy.UserInfo.Split(':') is [{ Length: > 0 } user, var password])
            made.Credentials = new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        return made;
    }

    private static X509Certificate2Collection Extra(NpmSettings settings)
    {
        var roots = new X509Certificate2Collection();
        foreach (var file in new[] { settings.CertificateFile, Environment.GetEnvironmentVariable(NodeCertificates) }
            .OfType<string>().Where(file => file.Length > 0).Distinct())
        {
            try
            {
                roots.ImportFromPemFile(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw new InferenceException(
                    $"{file}: these certificates cannot be read: {error.Message} "
                    + $"They are named by {NodeCertificates} or npm's cafile.", error);
            }
        }

        return roots;
    }

    // What the system trusts is trusted; else a chain to one of the extra roots has to hold by itself.
    private static bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, X509Certificate2Collection roots)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 given)
            return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(roots);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
        return own.Build(given);
    }
}
