using System.Net.Sockets;
using System.Security.Authentication;

namespace Rlar.Inference.Catalog.Pull;

/// <summary>What the errors of networks and disks mean to a user.</summary>
internal static class PullFailure
{
    // Linux: errno, which .NET keeps as the HResult of an I/O error.
    private const int NoSpace = 28;
    private const int OverQuota = 122;
    private const int ReadOnly = 30;

    /// <summary>The error of a disk.</summary>
    internal static InferenceException Disk(string path, Exception error) => new(
        error.HResult is NoSpace or OverQuota
            ? $"{path}: the disk is full. Free some space and run the same again (it goes on where it stopped), "
                + $"or move the cache (--cache DIR, or {ModelCache.Variable})."
            : error is UnauthorizedAccessException || error.HResult == ReadOnly
                ? $"{path}: cannot be written: {error.Message.TrimEnd('.')}. Choose another cache (--cache DIR, or {ModelCache.Variable})."
                : $"{path}: {error.Message}",
        error);

    /// <summary>What is wrong with a connection, with what to do.</summary>
    internal static string Network(Uri address, Exception error) => error switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            $"{address.Host} cannot be found: this machine is offline, or its name server does not know it. "
            + "Check the connection, and the registry that npm is set to (npm config get registry)",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
            $"{address.Host}: no secure connection: {Innermost(error)} "
            + "Where a company's proxy signs connections, name its certificates in NODE_EXTRA_CA_CERTS or SSL_CERT_FILE",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
            $"{address.Host}: the proxy refused: {Innermost(error)} Check HTTPS_PROXY, HTTP_PROXY and npm's own settings",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or SocketException =>
            $"{address.Host} cannot be reached: {Innermost(error)} "
            + "Check the connection, HTTPS_PROXY, and the registry that npm is set to (npm config get registry)",
        TimeoutException => $"{address.Host}: {error.Message}",
        _ => $"{address.Host}: the connection broke: {Innermost(error)}",
    };

    private static string Innermost(Exception error)
    {
        while (error.InnerException is { } inner)
            error = inner;
        return error.Message.TrimEnd('.') + ".";
    }
}
